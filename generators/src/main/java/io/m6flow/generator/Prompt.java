package io.m6flow.generator;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing to write: a kind, its material, a seed for each candidate wanted, and how it is to be served.
 *
 * @param id names the prompt in logs; the engine gives it no meaning
 * @param seeds one candidate per seed, in this order; 1 to {@value #MAX_CANDIDATES}
 * @param redo what to heed where an earlier text was sent back, or null the first time
 */
public record Prompt(
        String id,
        ContentKind kind,
        Material material,
        List<Long> seeds,
        Service service,
        @Nullable Redo redo) {
    public static final int MAX_CANDIDATES = 8;

    public Prompt {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(material, "material");
        Objects.requireNonNull(service, "service");
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty() || seeds.size() > MAX_CANDIDATES) {
            throw new IllegalArgumentException(
                    "a prompt takes 1 to " + MAX_CANDIDATES + " seeds, one per candidate, but has " + seeds.size());
        }
    }

    /** For a text that is written the first time. */
    public Prompt(String id, ContentKind kind, Material material, List<Long> seeds, Service service) {
        this(id, kind, material, seeds, service, null);
    }

    /** Served as is usual for its kind. */
    public Prompt(String id, ContentKind kind, Material material, List<Long> seeds) {
        this(id, kind, material, seeds, Service.standard(kind));
    }

    public Prompt withService(Service newService) {
        return new Prompt(id, kind, material, seeds, newService, redo);
    }

    public Prompt withMaterial(Material newMaterial) {
        return new Prompt(id, kind, newMaterial, seeds, service, redo);
    }

    public Prompt withSeeds(List<Long> newSeeds) {
        return new Prompt(id, kind, material, newSeeds, service, redo);
    }

    public Prompt withRedo(Redo newRedo) {
        return new Prompt(id, kind, material, seeds, service, newRedo);
    }

    /** A prompt for a single candidate. */
    public static Prompt of(String id, ContentKind kind, Material material, long seed) {
        return new Prompt(id, kind, material, List.of(seed));
    }
}
