package io.m6flow.generator.law;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Source;
import java.util.List;

/** The shipped lexicon, read once for all tests. */
final class Checks {
    static final Lexicon SHIPPED = Lexicon.shipped();

    private Checks() {}

    static List<Finding> check(String text) {
        return check(SHIPPED, "anybody", text);
    }

    static List<Finding> check(Lexicon lexicon, String tenant, String text) {
        return new LexiconGuard(lexicon).check(draft(tenant, text));
    }

    static Draft draft(String tenant, String text) {
        return new Draft(tenant, ContentKind.REASON, text, Source.speech(text));
    }

    /** The words of the text that findings are about. */
    static List<String> found(String text) {
        return check(text).stream()
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }
}
