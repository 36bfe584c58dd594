package io.m6flow.review.web;

import io.m6flow.schema.Finding;
import java.util.List;

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
        return FindingView.of(text, doubts);
    }
}
