package io.m6flow.launcher.config;

import io.m6flow.launcher.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The identity provider that the keys name; keys of one that is not named are refused, since they would do nothing. */
record SignInProvider(ValueReader read) {
    private static final List<ConfigKey> OF_PROVIDER = List.of(
            ConfigKey.REVIEW_OIDC_CLIENT_ID,
            ConfigKey.REVIEW_OIDC_CLIENT_SECRET_FILE,
            ConfigKey.REVIEW_OIDC_NAME_CLAIM,
            ConfigKey.REVIEW_OIDC_ROLES_CLAIM,
            ConfigKey.REVIEW_OIDC_ROLES,
            ConfigKey.REVIEW_OIDC_TENANT_CLAIM);

    Optional<Settings.Oidc> chosen() {
        if (read.optional(ConfigKey.REVIEW_OIDC_ISSUER).isPresent()) {
            return Optional.of(settings());
        }
        OF_PROVIDER.stream().filter(read::says).findFirst().ifPresent(key -> {
            throw new UsageException(key.key() + " is set, but " + ConfigKey.REVIEW_OIDC_ISSUER.key()
                    + " is not; set it to the provider's address, or leave both out");
        });
        return Optional.empty();
    }

    private Settings.Oidc settings() {
        String client = read.optional(ConfigKey.REVIEW_OIDC_CLIENT_ID)
                .orElseThrow(() -> new UsageException(ConfigKey.REVIEW_OIDC_CLIENT_ID.key() + " is not set, and "
                        + ConfigKey.REVIEW_OIDC_ISSUER.key() + " needs it: "
                        + ConfigKey.REVIEW_OIDC_CLIENT_ID.help()));
        return new Settings.Oidc(
                read.address(ConfigKey.REVIEW_OIDC_ISSUER),
                client,
                secretFile(),
                read.text(ConfigKey.REVIEW_OIDC_NAME_CLAIM),
                read.text(ConfigKey.REVIEW_OIDC_ROLES_CLAIM),
                read.text(ConfigKey.REVIEW_OIDC_TENANT_CLAIM),
                read.checked(
                        ConfigKey.REVIEW_OIDC_ROLES, SignInProvider::roles, read.text(ConfigKey.REVIEW_OIDC_ROLES)));
    }

    private String secretFile() {
        return read.optional(ConfigKey.REVIEW_OIDC_CLIENT_SECRET_FILE)
                .map(SignInProvider::readable)
                .orElse("");
    }

    private static String readable(String file) {
        if (!Files.isReadable(Path.of(file))) {
            throw new UsageException(ConfigKey.REVIEW_OIDC_CLIENT_SECRET_FILE.key() + ": " + file + " cannot be read");
        }
        return Path.of(file).toAbsolutePath().toString();
    }

    private static Map<String, String> roles(String text) {
        Map<String, String> roles = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "must be value=role,…, such as reviewers=reviewer,managers=lead; was \"" + text + "\"");
            }
            roles.putIfAbsent(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return roles;
    }
}
