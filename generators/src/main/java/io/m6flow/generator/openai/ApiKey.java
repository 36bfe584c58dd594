package io.m6flow.generator.openai;

import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.OpenAiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A secret that leaves this class only in the header of a request. Not a record, so that nothing prints or writes it. */
final class ApiKey {
    private final String secret;

    private ApiKey(String secret, String where) {
        // The HTTP client would quote a bad header in its complaint.
        if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new GeneratorException(
                    where + " holds white space or signs that no key has; it must hold the key alone");
        }
        this.secret = secret;
    }

    /**
     * Reads the key.
     *
     * @throws GeneratorException when the file cannot be read or what is found cannot be a key
     */
    static Optional<ApiKey> read(OpenAiSettings.KeySource source, Map<String, String> environment) {
        if (source.file() != null) {
            return Optional.of(fromFile(source.file()));
        }
        String value = environment.getOrDefault(source.variable(), "").strip();
        return value.isEmpty() ? Optional.empty() : Optional.of(new ApiKey(value, source.variable()));
    }

    private static ApiKey fromFile(String file) {
        try {
            String value = Files.readString(Path.of(file)).strip();
            if (value.isEmpty()) {
                throw new GeneratorException("the key file " + file + " is empty; it must hold the key alone");
            }
            return new ApiKey(value, "the key file " + file);
        } catch (IOException e) {
            throw new GeneratorException(
                    "the key file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    String header() {
        return "Bearer " + secret;
    }

    /** Whether a text shows the key or a telling part of it. */
    boolean shownIn(String text) {
        return Quotation.holds(text, secret, Math.min(6, secret.length()), Math.min(6, secret.length()));
    }

    @Override
    public String toString() {
        return "ApiKey[…]";
    }
}
