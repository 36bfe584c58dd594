package io.m6flow.review.web;

import java.util.List;
import java.util.Locale;

/** The single keys of the reviewers' page as they are before anybody changes them. */
final class KeyTable {
    static final List<Row> ROWS = List.of(
            new Row("approve", "a"),
            new Row("edit", "e"),
            new Row("reject", "r"),
            new Row("sendBack", "b"),
            new Row("skip", "s"),
            new Row("escalate", "l"),
            new Row("undo", "u"),
            new Row("fix", "f"),
            new Row("candidate", "]"),
            new Row("candidateBack", "["),
            new Row("down", "j"),
            new Row("up", "k"),
            new Row("search", "/"),
            new Row("help", "?"));

    private KeyTable() {}

    /** An action of the page with its key. */
    record Row(String action, String key) {
        String label() {
            return key.toUpperCase(Locale.ROOT);
        }
    }
}
