package io.m6flow.generator;

import java.util.List;
import java.util.Objects;

/**
 * One thing to write: a kind, its material, and a seed for each candidate wanted.
 *
 * @param id names the prompt in logs; the engine gives it no meaning
 * @param seeds one candidate per seed, in this order; 1 to {@value #MAX_CANDIDATES}
 */
public record Prompt(String id, ContentKind kind, Material material, List<Long> seeds) {
    public static final int MAX_CANDIDATES = 8;

    public Prompt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(material, "material");
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || seeds.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    "a prompt takes 1 to " + MAX_CANDIDATES + " seeds, one per candidate, but has " + seeds.size());
        }
    }

    /** A prompt for a single candidate. */
    public static Prompt of(String id, ContentKind kind, Material material, long seed) {
        return new Prompt(id, kind, material, List.of(seed));
    }
}
