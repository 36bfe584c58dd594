package io.m6flow.job.writing;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the spans of a text that stand word for word among the product's attributes. */
final class AttributeEvidence {
    private static final int SHORTEST = 2;

    private AttributeEvidence() {}

    /** Spans do not overlap; a longer value wins over a shorter one inside it. In the order of the text. */
    static List<Evidence> find(String text, List<Attribute> attributes) {
        List<Evidence> found = new ArrayList<>();
        boolean[] taken = new boolean[text.length()];
        attributes.stream()
                .filter(attribute -> attribute.getValue().strip().length() >= SHORTEST)
                .sorted(Comparator.comparingInt((Attribute attribute) ->
                                attribute.getValue().strip().length())
                        .reversed())
                .forEach(attribute -> mark(text, attribute, taken, found));
        found.sort(Comparator.comparingInt(Evidence::getStart));
        return found;
    }

    private static void mark(String text, Attribute attribute, boolean[] taken, List<Evidence> found) {
        String value = attribute.getValue().strip();
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length())) {
            if (!taken[at] && !taken[at + value.length() - 1]) {
                Arrays.fill(taken, at, at + value.length(), true);
                found.add(Evidence.newBuilder()
                        .setStart(at)
                        .setEnd(at + value.length())
                        .setSupport(attribute.getName())
                        .build());
            }
        }
    }
}
