package io.m6flow.schema.registry;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry and how patiently it is asked. Names where its password is to be found and never holds it, so that
 * it may travel with a job.
 *
 * @param url up to where {@code /subjects} begins, such as {@code http://registry:8080/apis/ccompat/v7}
 * @param user of HTTP's basic authentication; empty where the registry wants none
 * @param requestTimeout for the whole answer to one request
 * @param patience how long a registry that is away is asked again before the caller is told
 */
public record RegistrySettings(
        URI url, String user, PasswordSource password, Duration requestTimeout, Duration patience)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The environment variable of the password unless another is named. */
    public static final String PASSWORD_VARIABLE = "M6FLOW_SCHEMA_REGISTRY_PASSWORD";

    /**
     * Where the password is read, on the machine that asks the registry.
     *
     * @param variable an environment variable
     * @param file a file whose only content is the password; it wins over the variable, and must be there
     */
    public record PasswordSource(String variable, @Nullable String file) implements Serializable {
        private static final long serialVersionUID = 1L;

        public PasswordSource {
            Objects.requireNonNull(variable, "variable");
        }
    }

    public RegistrySettings {
        Objects.requireNonNull(password, "password");
        checkUrl(url);
        if (user.contains(":")) {
            throw new IllegalArgumentException("user must not hold a colon, which would begin the password");
        }
        positive("requestTimeout", requestTimeout);
        positive("patience", patience);
    }

    /** Without credentials; five seconds for an answer, and ten for a registry to come back. */
    public static RegistrySettings at(URI url) {
        return new RegistrySettings(
                url, "", new PasswordSource(PASSWORD_VARIABLE, null), Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    public RegistrySettings withUser(String newUser, PasswordSource newPassword) {
        return new RegistrySettings(url, newUser, newPassword, requestTimeout, patience);
    }

    public RegistrySettings withRequestTimeout(Duration newTimeout) {
        return new RegistrySettings(url, user, password, newTimeout, patience);
    }

    public RegistrySettings withPatience(Duration newPatience) {
        return new RegistrySettings(url, user, password, requestTimeout, newPatience);
    }

    /** The complaint does not repeat an address that may hold a password. */
    private static void checkUrl(URI url) {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address must not hold a user or password; name the user and a password file apart");
        }
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address must be like http://registry:8080/apis/ccompat/v7, without a query, was '" + url
                            + "'");
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, was " + value);
        }
    }
}
