package io.m6flow.review.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.m6flow.review.web.IdentityProvider.UnreachableException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says of itself, asked once an hour; its keys are asked for when an unknown one signs.
 * Thread-safe.
 */
final class Discovery {
    static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration GOOD_FOR = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration PAUSE_OF_KNOWN = Duration.ofMinutes(1);
    private static final int MOST_BYTES = 1_000_000;
    /** Signatures that only the provider can make; a shared secret or none is no proof. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcSettings settings;
    private final Clock clock;
    /** Guarded by this. */
    private @Nullable Known known;
    /** Guarded by this. */
    private Instant askAgainAt = Instant.MIN;

    record Known(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

    Discovery(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks the provider if it was not asked for an hour; one that is away then stays as it was known. */
    synchronized Known known() {
        Instant now = clock.instant();
        Known before = known;
        if (before != null && now.isBefore(askAgainAt)) {
            return before;
        }
        if (now.isBefore(askAgainAt)) {
            throw new UnreachableException("no discovery document at " + settings.issuer(), null);
        }
        try {
            Known fresh = ask();
            known = fresh;
            askAgainAt = now.plus(GOOD_FOR);
            return fresh;
        } catch (GeneralException | IOException e) {
            // Whoever waits behind us must not wait for it all over again.
            askAgainAt = clock.instant().plus(before == null ? PAUSE : PAUSE_OF_KNOWN);
            if (before != null) {
                return before;
            }
            throw new UnreachableException("no discovery document at " + settings.issuer(), e);
        }
    }

    private Known ask() throws GeneralException, IOException {
        Issuer issuer = new Issuer(settings.issuer());
        OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, TIMEOUT_MILLIS, TIMEOUT_MILLIS);
        JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                        metadata.getJWKSetURI().toURL(),
                        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MOST_BYTES))
                .build();
        IDTokenValidator validator = new IDTokenValidator(
                issuer, new ClientID(settings.clientId()), new JWSVerificationKeySelector<>(ALGORITHMS, keys), null);
        return new Known(metadata, validator);
    }
}
