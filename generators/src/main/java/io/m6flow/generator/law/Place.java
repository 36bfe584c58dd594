package io.m6flow.generator.law;

import java.util.regex.Matcher;

/**
 * Where the words of an exemption stand, seen from the hit.
 *
 * @param distance characters between at most, for {@link Relation#BEFORE} and {@link Relation#AFTER}
 */
record Place(Relation relation, int distance) {
    private static final java.util.regex.Pattern WRITTEN =
            java.util.regex.Pattern.compile("(before|after) (\\d{1,2})|within|clause|sentence|quoted");

    enum Relation {
        BEFORE,
        AFTER,
        /** Among the words of the hit itself. */
        WITHIN,
        CLAUSE,
        SENTENCE,
        /** In the sentence of a hit that stands in quotation marks. */
        QUOTED
    }

    /** @throws IllegalArgumentException if it is none of those at the head of the lexicon */
    static Place parse(String written) {
        Matcher place = WRITTEN.matcher(written);
        if (!place.matches()) {
            throw new IllegalArgumentException(
                    "where must be \"before n\", \"after n\", \"within\", \"clause\", \"sentence\" or"
                            + " \"quoted\", was \"" + written + "\"");
        }
        if (place.group(1) == null) {
            return new Place(Relation.valueOf(written.toUpperCase(java.util.Locale.ROOT)), 0);
        }
        return new Place(
                place.group(1).equals("before") ? Relation.BEFORE : Relation.AFTER, Integer.parseInt(place.group(2)));
    }
}
