package io.m6flow.review.web;

import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the {@link Gate} found out.
 *
 * @param session null where a program signed in with a bearer token
 * @param token the SHA-256 of that token; empty where there is a session
 */
record Caller(Principal principal, @Nullable Session session, String token) {
    private static final String ATTRIBUTE = "io.m6flow.caller";

    Caller(Session session) {
        this(session.principal(), session, "");
    }

    Caller(Principal principal, String token) {
        this(principal, null, token);
    }

    void attachTo(Context request) {
        request.attribute(ATTRIBUTE, this);
    }

    /** The caller of a request that passed the gate of a route that is not open. */
    static Principal of(Context request) {
        return caller(request).principal();
    }

    static String csrfOf(Context request) {
        Session session = caller(request).session();
        return session == null ? "" : session.csrf();
    }

    /** The caller of a request, if it passed the gate of a route that is not open. */
    static Optional<Caller> attachedTo(Context request) {
        return Optional.ofNullable(request.attribute(ATTRIBUTE));
    }

    private static Caller caller(Context request) {
        return attachedTo(request)
                .orElseThrow(() -> new IllegalStateException("the route lets people in without asking who they are"));
    }
}
