package io.m6flow.generator;

import java.util.Set;

/**
 * What a loaded model is and can do.
 *
 * @param digest SHA-256 over the model's files, lower-case hexadecimal; over address and name for one elsewhere
 * @param device {@code cpu} or {@code gpu}: the one chosen, never {@code auto}; {@code remote} for one elsewhere
 * @param dtype the number type the maths runs in, such as {@code fp32}; empty where unknown
 * @param kinds the kinds it answers
 * @param maxPositions tokens of source and target together
 * @param passageCharacters how many characters of speech one SCRIPT prompt should hold at most; callers cut there
 * @param parameters numbers that were learned; 0 where unknown
 */
public record ModelCard(
        String name,
        String digest,
        String device,
        String dtype,
        Set<ContentKind> kinds,
        int maxPositions,
        int passageCharacters,
        long parameters) {
    public ModelCard {
        kinds = Set.copyOf(kinds);
    }
}
