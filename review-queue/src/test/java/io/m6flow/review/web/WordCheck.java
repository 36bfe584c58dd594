package io.m6flow.review.web;

import io.m6flow.review.TextCheck;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.util.ArrayList;
import java.util.List;

/** A guard that knows three words: one that may not be said, one that is doubtful, and one at which it is not to be had. */
final class WordCheck implements TextCheck {
    static final String FORBIDDEN = "国家级";
    static final String DOUBTFUL = "大概";
    static final String AWAY = "无人值守";

    @Override
    public List<Finding> check(TenantId tenant, Kind kind, String text, Source source) {
        if (text.contains(AWAY)) {
            throw new IllegalStateException("the guards are away");
        }
        List<Finding> found = new ArrayList<>();
        add(found, text, FORBIDDEN, Severity.ERROR);
        add(found, text, DOUBTFUL, Severity.WARNING);
        return found;
    }

    private static void add(List<Finding> found, String text, String word, Severity severity) {
        int at = text.indexOf(word);
        if (at >= 0) {
            found.add(new Finding("law.absolute-term", at, at + word.length(), severity, "「" + word + "」不能这样说", "删去"));
        }
    }
}
