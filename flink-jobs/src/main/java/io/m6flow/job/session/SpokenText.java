package io.m6flow.job.session;

import java.util.List;
import java.util.stream.Collectors;

/** All that was said in a session, cleaned and in order; at least one passage. */
record SpokenText(List<SpokenPassage> passages) {
    private static final String LOST = "〔此处缺失〕";

    /** What there is of it. */
    String text() {
        return passages.stream().map(SpokenPassage::text).collect(Collectors.joining());
    }

    /** With a mark where a passage was lost. */
    String marked() {
        return passages.stream()
                .map(passage -> passage.lost() ? LOST : passage.text())
                .collect(Collectors.joining());
    }

    long startMillis() {
        return passages.get(0).startMillis();
    }

    long endMillis() {
        return passages.get(passages.size() - 1).endMillis();
    }
}
