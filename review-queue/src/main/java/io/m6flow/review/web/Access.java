package io.m6flow.review.web;

import io.javalin.security.RouteRole;

/** Who may use a route. A route that names none is open to nobody. */
enum Access implements RouteRole {
    /** Everybody, signed in or not. */
    OPEN,
    SIGNED_IN,
    REVIEW,
    SHOP,
    LIVE,
    SESSIONS;

    boolean allows(Role role) {
        return switch (this) {
            case OPEN, SIGNED_IN -> true;
            case REVIEW -> role == Role.REVIEWER || role == Role.LEAD;
            case SHOP -> role == Role.MERCHANT;
            case LIVE -> role == Role.OPERATOR;
            case SESSIONS -> role == Role.MERCHANT || role == Role.OPERATOR;
        };
    }
}
