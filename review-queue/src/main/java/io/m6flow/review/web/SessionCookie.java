package io.m6flow.review.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;

/**
 * The cookie by which a browser shows its session: no script reads it, and no other site makes it come along.
 *
 * @param secure whether browsers send it over TLS only
 */
record SessionCookie(boolean secure) {

    void give(Context request, Session session) {
        request.cookie(cookie(session.id(), -1));
    }

    void takeBack(Context request) {
        request.cookie(cookie("", 0));
    }

    private Cookie cookie(String value, int maxAge) {
        Cookie cookie = new Cookie(Gate.SESSION_COOKIE, value);
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setSecure(secure);
        cookie.setMaxAge(maxAge);
        return cookie;
    }
}
