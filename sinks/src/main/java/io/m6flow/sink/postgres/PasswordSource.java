package io.m6flow.sink.postgres;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a password is read, on the machine that connects, so that it travels in no job.
 *
 * @param variable an environment variable
 * @param file a file whose only content is the password; it wins over the variable, and must be there
 */
public record PasswordSource(String variable, @Nullable String file) implements Serializable {
    private static final long serialVersionUID = 1L;

    public PasswordSource {
        Objects.requireNonNull(variable, "variable");
    }

    /**
     * The password.
     *
     * @throws IOException if there is none where it should be
     */
    String read(Map<String, String> environment) throws IOException {
        String password = file == null
                ? environment.getOrDefault(variable, "")
                : Files.readString(Path.of(file)).strip();
        if (password.isEmpty()) {
            throw new IOException(
                    file == null
                            ? "Postgres: there is no password; set " + variable
                                    + " in the environment, or name a password file"
                            : "Postgres: the password file " + file + " is empty; it must hold the password alone");
        }
        return password;
    }
}
