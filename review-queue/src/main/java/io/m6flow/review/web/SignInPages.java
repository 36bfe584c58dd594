package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sign-in with a token, sign-out, and the way from / to the page of one's role. */
final class SignInPages {
    /** Only our own pages: a link that says otherwise must not lead people away after they signed in. */
    private static final Pattern OWN_PAGE = Pattern.compile("/(review|shop|live)([/?].*)?");

    private final Gate gate;
    private final Sessions sessions;
    private final Pages pages;
    private final boolean secureCookie;

    SignInPages(Gate gate, Sessions sessions, Pages pages, boolean secureCookie) {
        this.gate = gate;
        this.sessions = sessions;
        this.pages = pages;
        this.secureCookie = secureCookie;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home, Access.OPEN);
        routes.get("/sign-in", this::form, Access.OPEN);
        routes.post("/sign-in", this::signIn, Access.OPEN);
        routes.post("/sign-out", this::signOut, Access.SIGNED_IN);
    }

    static String homeOf(Role role) {
        return switch (role) {
            case REVIEWER, LEAD -> "/review";
            case MERCHANT -> "/shop";
            case OPERATOR -> "/live";
        };
    }

    private void home(Context request) {
        String target = gate.identify(request)
                .map(caller -> homeOf(caller.principal().role()))
                .orElse("/sign-in");
        request.redirect(target, HttpStatus.SEE_OTHER);
    }

    private void form(Context request) {
        show(request, "");
    }

    private void signIn(Context request) {
        String token = Objects.requireNonNullElse(request.formParam("token"), "");
        Optional<Principal> principal;
        try {
            principal = gate.redeem(request, token);
        } catch (Problem tooMany) {
            request.status(tooMany.status());
            request.header(
                    "Retry-After",
                    Long.toString(Math.max(1, tooMany.retryAfter().toSeconds())));
            show(request, "sign-in.too-many");
            return;
        }
        if (principal.isEmpty()) {
            request.status(HttpStatus.UNAUTHORIZED);
            show(request, "sign-in.wrong");
            return;
        }
        request.cookie(cookie(sessions.open(principal.get()).id(), -1));
        request.redirect(target(request, principal.get().role()), HttpStatus.SEE_OTHER);
    }

    private void signOut(Context request) {
        String id = request.cookie(Gate.SESSION_COOKIE);
        if (id != null) {
            sessions.close(id);
        }
        request.cookie(cookie("", 0));
        request.header("HX-Redirect", "/sign-in");
        request.status(204);
    }

    private void show(Context request, String complaint) {
        pages.show(
                request, "signin", Map.of("frame", Frame.open(request), "complaint", complaint, "then", then(request)));
    }

    private static String target(Context request, Role role) {
        String then = then(request);
        return then.startsWith(homeOf(role)) ? then : homeOf(role);
    }

    private static String then(Context request) {
        String asked = request.queryParam("then");
        String then = asked == null ? request.formParam("then") : asked;
        return then != null && OWN_PAGE.matcher(then).matches() ? then : "";
    }

    private Cookie cookie(String value, int maxAge) {
        Cookie cookie = new Cookie(Gate.SESSION_COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(secureCookie);
        cookie.setMaxAge(maxAge);
        return cookie;
    }
}
