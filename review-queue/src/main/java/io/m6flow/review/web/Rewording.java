package io.m6flow.review.web;

import io.m6flow.schema.Finding;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a reviewer has written and not yet decided.
 *
 * @param text empty to begin with the draft's text
 * @param doubts what the guards object to in it, before it is sent once more
 */
record Rewording(String text, List<Finding> doubts) {
    Rewording {
        doubts = List.copyOf(doubts);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    List<FindingView> findings() {
        return IntStream.range(0, doubts.size())
                .mapToObj(i -> new FindingView(i, doubts.get(i), quoted(doubts.get(i))))
                .toList();
    }

    private String quoted(Finding finding) {
        return TextPiece.within(text, finding.getStart(), finding.getEnd());
    }
}
