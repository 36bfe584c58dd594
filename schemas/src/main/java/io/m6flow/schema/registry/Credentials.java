package io.m6flow.schema.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A user with a password that leaves this class only in the header of a request. Not a record, so that nothing prints it. */
final class Credentials {
    private final String user;
    private final String password;

    private Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Reads the password of the settings' user, if they name one.
     *
     * @throws RegistryException if there is none where they say
     */
    static Optional<Credentials> read(RegistrySettings settings, Map<String, String> environment) {
        if (settings.user().isEmpty()) {
            return Optional.empty();
        }
        RegistrySettings.PasswordSource source = settings.password();
        String password =
                source.file() == null ? fromEnvironment(source.variable(), environment) : fromFile(source.file());
        return Optional.of(new Credentials(settings.user(), password));
    }

    private static String fromEnvironment(String variable, Map<String, String> environment) {
        String password = environment.getOrDefault(variable, "").strip();
        if (password.isEmpty()) {
            throw new RegistryException("the schema registry's user has no password; set " + variable
                    + " in the environment, or name a password file");
        }
        return password;
    }

    private static String fromFile(String file) {
        try {
            String password = Files.readString(Path.of(file)).strip();
            if (password.isEmpty()) {
                throw new RegistryException("the password file " + file + " is empty; it must hold the password alone");
            }
            return password;
        } catch (IOException e) {
            throw new RegistryException("the password file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    String header() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Override
    public String toString() {
        return "Credentials[…]";
    }
}
