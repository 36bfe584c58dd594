package io.m6flow.review.web;

import io.m6flow.schema.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A finding beside the text.
 *
 * @param number its place among the text's findings, from 0
 * @param quoted the words that it points at
 */
record FindingView(int number, Finding finding, String quoted) {
    private static final Pattern QUOTED = Pattern.compile("「([^「」]*)」|『([^『』]*)』|“([^“”]*)”|\"([^\"]*)\"");
    private static final Pattern STRIKES = Pattern.compile("^(删去|删除|去掉|删|delete\\b|remove\\b|drop\\b).*");

    /** The findings of a text, in their order. */
    static List<FindingView> of(String text, List<Finding> findings) {
        return IntStream.range(0, findings.size())
                .mapToObj(i -> of(text, i, findings.get(i)))
                .toList();
    }

    private static FindingView of(String text, int number, Finding finding) {
        return new FindingView(number, finding, TextPiece.within(text, finding.getStart(), finding.getEnd()));
    }

    String severity() {
        return Code.lower(finding.getSeverity());
    }

    String suggestion() {
        String suggestion = finding.getSuggestion();
        return suggestion == null ? "" : suggestion;
    }

    /**
     * The words that the suggestion would put in the place of the quoted ones: the last that it quotes; nothing where
     * it says to leave them out; else the suggestion itself, if it is short enough to be wording and not advice.
     */
    Optional<String> wording() {
        String suggestion = suggestion().strip();
        if (suggestion.isEmpty() || quoted.isEmpty()) {
            return Optional.empty();
        }
        if (STRIKES.matcher(suggestion.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.of("");
        }
        Matcher matcher = QUOTED.matcher(suggestion);
        Optional<MatchResult> last = matcher.results().reduce((before, after) -> after);
        if (last.isPresent()) {
            String group = last.get().group();
            return Optional.of(group.substring(1, group.length() - 1));
        }
        return suggestion.length() <= quoted.length() + 4 ? Optional.of(suggestion) : Optional.empty();
    }
}
