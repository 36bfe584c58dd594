package io.m6flow.generator.route;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A model to write with.
 *
 * @param folder where it lies on every machine that writes; empty for the one that comes with the product
 * @param digest what {@link io.m6flow.generator.ModelCard#digest} must be, so that all machines write with the same one
 */
public record ModelChoice(String folder, String digest) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** So many characters of the digest tell people enough. */
    private static final int BRIEF = 12;

    public ModelChoice {
        Objects.requireNonNull(folder, "folder");
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a model's digest has 64 hexadecimal digits, this one is " + digest);
        }
    }

    /** For people: the folder, and the beginning of the digest. */
    @Override
    public String toString() {
        return (folder.isEmpty() ? "shipped" : folder) + " (" + digest.substring(0, BRIEF) + ")";
    }
}
