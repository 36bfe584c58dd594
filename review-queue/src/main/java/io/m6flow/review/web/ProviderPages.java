package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import io.m6flow.schema.json.JsonRecords;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sign-in with an identity provider: there and back. What the browser began with lies in a cookie of its own,
 * so that a callback that another browser began, or that is sent twice, opens nothing.
 */
final class ProviderPages {
    private static final Logger LOG = LoggerFactory.getLogger(ProviderPages.class);
    static final String ATTEMPT_COOKIE = "m6_attempt";
    private static final String BEGIN = "/sign-in/provider";
    private static final String CALLBACK = BEGIN + "/callback";
    private static final int TEN_MINUTES = 600;

    private final IdentityProvider provider;
    private final Gate gate;
    private final Sessions sessions;
    private final SignInPages signIn;
    private final Pages pages;
    private final SessionCookie cookie;
    private final Supplier<URI> publicUrl;

    /** @param publicUrl where browsers find us, known once the server has started */
    ProviderPages(
            IdentityProvider provider,
            Gate gate,
            Sessions sessions,
            SignInPages signIn,
            Pages pages,
            SessionCookie cookie,
            Supplier<URI> publicUrl) {
        this.provider = provider;
        this.gate = gate;
        this.sessions = sessions;
        this.signIn = signIn;
        this.pages = pages;
        this.cookie = cookie;
        this.publicUrl = publicUrl;
    }

    private record Begun(String state, String nonce, String verifier, String then) {
        String written() {
            String json = JsonNodeFactory.instance
                    .objectNode()
                    .put("state", state)
                    .put("nonce", nonce)
                    .put("verifier", verifier)
                    .put("then", then)
                    .toString();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        }

        /** Empty if it is none of ours. */
        static Optional<Begun> read(String written) {
            try {
                JsonNode json =
                        JsonRecords.read(new String(Base64.getUrlDecoder().decode(written), StandardCharsets.UTF_8));
                return Optional.of(new Begun(
                                json.path("state").asText(),
                                json.path("nonce").asText(),
                                json.path("verifier").asText(),
                                SignInPages.checkedThen(json.path("then").asText())))
                        .filter(begun -> !begun.state().isEmpty());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get(BEGIN, this::begin, Access.OPEN);
        routes.get(CALLBACK, this::comeBack, Access.OPEN);
    }

    private void begin(Context request) {
        IdentityProvider.Attempt attempt = asked(() -> provider.begin(callback()));
        Begun begun = new Begun(attempt.state(), attempt.nonce(), attempt.verifier(), SignInPages.then(request));
        request.cookie(attemptCookie(begun.written(), TEN_MINUTES));
        request.redirect(attempt.address().toString(), HttpStatus.SEE_OTHER);
    }

    private void comeBack(Context request) {
        gate.refuseGuesser(request);
        Optional<Begun> begun =
                Optional.ofNullable(request.cookie(ATTEMPT_COOKIE)).flatMap(Begun::read);
        request.cookie(attemptCookie("", 0));
        if (begun.isEmpty()) {
            refuse(request, "this browser began no sign-in, or ended it already");
            return;
        }
        Begun own = begun.get();
        URI answer = answer(request);
        asked(() -> provider.finish(callback(), answer, own.state(), own.nonce(), own.verifier()))
                .<Runnable>fold(
                        signedIn -> () -> letIn(request, signedIn.principal(), own.then()),
                        refused -> () -> refuse(request, refused.reason()),
                        noRole -> () -> {
                            LOG.info("Whom the identity provider sent has no role here: {}", noRole.reason());
                            throw Problem.of(403, "no-role", noRole.reason());
                        })
                .run();
    }

    /** The browser goes on from a page of ours: led by the other site it would not send the session's cookie along. */
    private void letIn(Context request, Principal principal, String then) {
        cookie.give(request, sessions.openFor(principal));
        String target = SignInPages.target(then, principal.role());
        pages.show(request, "signedin", Map.of("frame", Frame.open(request), "target", target));
    }

    private void refuse(Context request, String reason) {
        LOG.info("A sign-in with the identity provider was refused: {}", reason);
        gate.countFailure(request);
        signIn.refuse(request, "sign-in.refused");
    }

    private URI callback() {
        return publicUrl.get().resolve(CALLBACK);
    }

    private URI answer(Context request) {
        String query = request.queryString();
        try {
            return URI.create(callback() + (query == null ? "" : "?" + query));
        } catch (IllegalArgumentException e) {
            throw Problem.of(400, "bad-request", "the address is no valid one; sign in again");
        }
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (IdentityProvider.UnreachableException e) {
            LOG.warn("The identity provider did not answer", e);
            throw Problem.of(
                            503,
                            "provider-unreachable",
                            "the identity provider does not answer; try again, or sign in with a token")
                    .retryAfter(Duration.ofSeconds(10));
        }
    }

    /** Lax, since the provider's page leads back here. */
    private Cookie attemptCookie(String value, int maxAge) {
        Cookie attempt = new Cookie(ATTEMPT_COOKIE, value);
        attempt.setPath(BEGIN);
        attempt.setHttpOnly(true);
        attempt.setSameSite(SameSite.LAX);
        attempt.setSecure(cookie.secure());
        attempt.setMaxAge(maxAge);
        return attempt;
    }
}
