package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sign-in with a token, sign-out here or everywhere, and the way from / to the page of one's role. */
final class SignInPages {
    /** Only our own pages: a link that says otherwise must not lead people away after they signed in. */
    private static final Pattern OWN_PAGE = Pattern.compile("/(review|shop|live|account|terms)([/?].*)?");

    private final Gate gate;
    private final Sessions sessions;
    private final Pages pages;
    private final SessionCookie cookie;
    private final boolean withProvider;

    SignInPages(Gate gate, Sessions sessions, Pages pages, SessionCookie cookie, boolean withProvider) {
        this.gate = gate;
        this.sessions = sessions;
        this.pages = pages;
        this.cookie = cookie;
        this.withProvider = withProvider;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/", this::home, Access.OPEN);
        routes.get("/sign-in", this::form, Access.OPEN);
        routes.post("/sign-in", this::signIn, Access.OPEN);
        routes.post("/sign-out", this::signOut, Access.SIGNED_IN);
        routes.post("/sign-out-everywhere", this::signOutEverywhere, Access.SIGNED_IN);
        routes.get("/account", this::account, Access.SIGNED_IN);
    }

    static String homeOf(Role role) {
        return switch (role) {
            case REVIEWER, LEAD -> "/review";
            case MERCHANT -> "/shop";
            case OPERATOR -> "/live";
            case ADMIN -> "/review/dashboard";
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
            request.header("Retry-After", Long.toString(Answer.seconds(tooMany.retryAfter())));
            show(request, "sign-in.too-many");
            return;
        }
        if (principal.isEmpty()) {
            refuse(request, "sign-in.wrong");
            return;
        }
        cookie.give(request, sessions.openWith(token, principal.get()));
        request.redirect(target(then(request), principal.get().role()), HttpStatus.SEE_OTHER);
    }

    /** Shows the sign-in page once more, with what went wrong. */
    void refuse(Context request, String complaint) {
        request.status(HttpStatus.UNAUTHORIZED);
        show(request, complaint);
    }

    private void signOut(Context request) {
        String id = request.cookie(Gate.SESSION_COOKIE);
        if (id != null) {
            sessions.close(id);
        }
        goodBye(request);
    }

    private void signOutEverywhere(Context request) {
        sessions.closeAllOf(Caller.of(request));
        goodBye(request);
    }

    private void goodBye(Context request) {
        cookie.takeBack(request);
        request.header("HX-Redirect", "/sign-in");
        request.status(204);
    }

    /** Who one is here, for every role; those without a page of their own begin with it. */
    private void account(Context request) {
        pages.show(request, "account", Map.of("frame", Frame.of(request), "who", Caller.of(request)));
    }

    private void show(Context request, String complaint) {
        pages.show(
                request,
                "signin",
                Map.of(
                        "frame",
                        Frame.open(request),
                        "complaint",
                        complaint,
                        "then",
                        then(request),
                        "withProvider",
                        withProvider));
    }

    /** Where to go after a sign-in: where one wanted to, if the role has business there. */
    static String target(String then, Role role) {
        boolean isTheirs = then.startsWith(homeOf(role))
                || then.startsWith("/account")
                || (then.startsWith(TermPages.PATH) && Access.TERMS.allows(role));
        return isTheirs ? then : homeOf(role);
    }

    static String then(Context request) {
        String asked = request.queryParam("then");
        String then = asked == null ? request.formParam("then") : asked;
        return checkedThen(then == null ? "" : then);
    }

    static String checkedThen(String then) {
        return OWN_PAGE.matcher(then).matches() ? then : "";
    }
}
