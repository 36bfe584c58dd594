package io.m6flow.review.web;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: finds out who calls, whether the role may, and whether a request that
 * changes something comes from our own pages. Thread-safe.
 */
final class Gate {
    static final String SESSION_COOKIE = "m6_session";
    static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BEARER = "Bearer ";
    private static final Set<HandlerType> SAFE = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final TokenOwners tokens;
    private final Sessions sessions;
    private final FailureLimit failures;
    private final RequestLimit limit;

    Gate(TokenOwners tokens, Sessions sessions, FailureLimit failures, RequestLimit limit) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.failures = failures;
        this.limit = limit;
    }

    void check(Context request) {
        Access access = accessOf(request.routeRoles());
        if (!SAFE.contains(request.method())) {
            refuseForeignOrigin(request);
        }
        if (access == Access.OPEN) {
            return;
        }
        Caller caller = demand(request, access);
        if (!SAFE.contains(request.method())) {
            refuseForged(request, caller.session());
        }
        caller.attachTo(request);
    }

    /** Who calls, if that is one who may. */
    Caller demand(Context request, Access access) {
        Caller caller = identify(request)
                .orElseThrow(() -> Problem.of(
                        401,
                        "not-signed-in",
                        "this needs a sign-in; send Authorization: Bearer <token>, or sign in at /sign-in"));
        slowDown(caller.principal());
        if (!access.allows(caller.principal().role())) {
            throw Problem.of(
                    403,
                    "not-allowed",
                    "the role " + caller.principal().role() + " may not use " + request.path()
                            + "; sign in with a token that may");
        }
        return caller;
    }

    private void slowDown(Principal who) {
        Duration wait = limit.tryPass(who.name());
        if (!wait.isZero()) {
            throw Problem.of(
                            429,
                            "too-many-requests",
                            "more requests came under your name than are let through; slow down and try again")
                    .retryAfter(wait);
        }
    }

    /** Whose token it is. Counts failures per address, and refuses an address that had too many. */
    Optional<Principal> redeem(Context request, String token) {
        refuseGuesser(request);
        Optional<Principal> found = tokens.find(token);
        if (found.isEmpty()) {
            countFailure(request);
        }
        return found;
    }

    void refuseGuesser(Context request) {
        Duration wait = failures.waitOf(request.ip());
        if (!wait.isZero()) {
            throw Problem.of(
                            429,
                            "too-many-attempts",
                            "too many sign-ins failed at this address; try again in " + wait.toSeconds() + " seconds")
                    .retryAfter(wait);
        }
    }

    void countFailure(Context request) {
        failures.failed(request.ip());
    }

    Optional<Caller> identify(Context request) {
        String authorization = request.header("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? bearer(request, authorization.substring(BEARER.length()))
                    : Optional.empty();
        }
        return Optional.ofNullable(request.cookie(SESSION_COOKIE))
                .flatMap(sessions::find)
                .map(Caller::new);
    }

    private Optional<Caller> bearer(Context request, String token) {
        return redeem(request, token).map(principal -> new Caller(principal, Sha256.hex(token.strip())));
    }

    /** Whether who was let in a while ago would be let in now, as the same principal. */
    boolean stillKnows(Caller caller) {
        Session session = caller.session();
        Optional<Principal> now = session == null
                ? tokens.ownerOf(caller.token())
                : sessions.find(session.id()).map(Session::principal);
        return now.filter(caller.principal()::equals).isPresent();
    }

    private static Access accessOf(Set<RouteRole> roles) {
        return roles.stream()
                .filter(Access.class::isInstance)
                .map(Access.class::cast)
                .findFirst()
                .orElseThrow(() -> Problem.of(403, "not-allowed", "nobody may use this address"));
    }

    private static void refuseForeignOrigin(Context request) {
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign || (origin != null && !isOwn(origin, request.header("Host")))) {
            throw Problem.of(403, "foreign-origin", "the request comes from a page of another site; use our own pages");
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getRawAuthority() != null
                    && URI.create(origin).getRawAuthority().equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuseForged(Context request, @Nullable Session session) {
        if (session == null) {
            return;
        }
        String sent = request.header(CSRF_HEADER);
        if (sent == null || !MessageDigest.isEqual(bytes(sent), bytes(session.csrf()))) {
            throw Problem.of(
                    403,
                    "no-csrf-token",
                    "the request lacks its session's " + CSRF_HEADER + " header; reload the page and try again");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
