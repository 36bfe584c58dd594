package io.m6flow.generator.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the same words three times in a row. */
final class RepetitionGuard implements Guard {
    /** The same four or more characters, at once again and once more. */
    private static final Pattern REPETITION = Pattern.compile("(.{4,20}?)[，。、！？,.!? ]?\\1[，。、！？,.!? ]?\\1");

    @Override
    public List<Finding> check(Draft draft) {
        // Few texts repeat anything, and looking closely takes long.
        if (!Pieces.of(draft.text()).oneComesThrice()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        Matcher matcher = REPETITION.matcher(draft.text());
        while (matcher.find()) {
            findings.add(new Finding(
                    "REPETITION", matcher.start(), matcher.end(), Severity.WARNING, "同样的话连说了三遍", matcher.group(1)));
        }
        return findings;
    }
}
