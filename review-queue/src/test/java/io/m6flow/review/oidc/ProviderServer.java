package io.m6flow.review.oidc;

import io.m6flow.review.web.IdentityProvider;
import io.m6flow.review.web.Role;
import io.m6flow.testkit.TemporaryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A real provider that all test classes of a JVM share, for those that need one to be there and sign nobody in. */
public final class ProviderServer implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(ProviderServer.class);

    private volatile @Nullable Shared shared;

    private record Shared(TemporaryDirectory directory, RealProvider provider) implements AutoCloseable {
        static Shared start() {
            URI nobodysCallback = URI.create("http://127.0.0.1:1/sign-in/provider/callback");
            return new Shared(TemporaryDirectory.create("m6flow-test-oidc"), RealProvider.start(nobodysCallback));
        }

        @Override
        public void close() {
            provider.close();
            directory.close();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Shared.class, start -> Shared.start(), Shared.class);
    }

    /** Our side of it. */
    public IdentityProvider client() {
        Shared running = Objects.requireNonNull(shared, "register the ProviderServer on a static field");
        Path secret = running.directory().path().resolve("secret");
        try {
            Files.writeString(secret, RealProvider.SECRET);
            return new OidcProvider(
                    new OidcSettings(
                            running.provider().issuer(),
                            RealProvider.CLIENT,
                            secret.toString(),
                            new OidcSettings.Claims("preferred_username", "realm_access.roles", "shop"),
                            Map.of("reviewers", Role.REVIEWER)),
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
