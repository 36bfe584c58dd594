package io.m6flow.review.web;

import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, as the {@link Gate} found out.
 *
 * @param session null where a program signed in with a bearer token
 */
record Caller(Principal principal, @Nullable Session session) {
    private static final String ATTRIBUTE = "io.m6flow.caller";

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

    private static Caller caller(Context request) {
        Caller caller = request.attribute(ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("the route lets people in without asking who they are");
        }
        return caller;
    }
}
