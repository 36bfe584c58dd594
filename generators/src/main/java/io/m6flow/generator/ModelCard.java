package io.m6flow.generator;

import java.util.Set;

/**
 * What a loaded model is and can do.
 *
 * @param digest SHA-256 over the model's files, lower-case hexadecimal
 * @param device {@code cpu} or {@code gpu}: the one chosen, never {@code auto}
 * @param dtype the number type the maths runs in, such as {@code fp32}
 * @param kinds the kinds it answers
 * @param maxPositions tokens of source and target together
 * @param passageCharacters how many characters of speech one SCRIPT prompt should hold at most; callers cut there
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
