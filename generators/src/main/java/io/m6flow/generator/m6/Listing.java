package io.m6flow.generator.m6;

import java.util.List;
import java.util.function.ToIntFunction;

/** Puts facts into one text, as many as fit. Stateless. */
final class Listing {
    private Listing() {}

    /**
     * The lead and the facts after it, dropped from the last; a note says how many were. Without a lead the first fact
     * stays whatever its length.
     *
     * @param limit tokens of the whole at most, as near as the sum of the pieces' tokens tells
     */
    static String of(
            String lead,
            List<String> facts,
            String separator,
            ToIntFunction<String> tokens,
            int limit,
            List<String> notes) {
        StringBuilder out = new StringBuilder(lead);
        int length = tokens.applyAsInt(lead);
        int used = 0;
        for (String fact : facts) {
            String next = out.isEmpty() ? fact : separator + fact;
            length += tokens.applyAsInt(next);
            if (!out.isEmpty() && length > limit) {
                break;
            }
            out.append(next);
            used++;
        }
        if (used < facts.size()) {
            notes.add("dropped the last " + (facts.size() - used) + " of " + facts.size()
                    + " attributes to fit the model");
        }
        return out.toString();
    }
}
