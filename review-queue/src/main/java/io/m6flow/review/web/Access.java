package io.m6flow.review.web;

import io.javalin.security.RouteRole;

/** Who may use a route. A route that names none is open to nobody. */
enum Access implements RouteRole {
    /** Everybody, signed in or not. */
    OPEN,
    SIGNED_IN,
    /** Looks at items and decides them. */
    REVIEW,
    /** Takes decisions back and shares out the work. */
    LEAD,
    /** Reads who decided what. */
    AUDIT,
    /** Sets up tenants and people; decides nothing. */
    ADMIN,
    SHOP,
    /** Says which words must not stand in texts. */
    TERMS,
    LIVE,
    SESSIONS;

    boolean allows(Role role) {
        return switch (this) {
            case OPEN, SIGNED_IN -> true;
            case REVIEW -> role == Role.REVIEWER || role == Role.LEAD;
            case LEAD -> role == Role.LEAD;
            case AUDIT -> role == Role.LEAD || role == Role.ADMIN;
            case ADMIN -> role == Role.ADMIN;
            case SHOP -> role == Role.MERCHANT;
            case TERMS -> role == Role.MERCHANT || role == Role.LEAD;
            case LIVE -> role == Role.OPERATOR;
            case SESSIONS -> role == Role.MERCHANT || role == Role.OPERATOR;
        };
    }
}
