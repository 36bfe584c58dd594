package io.m6flow.review.web;

import java.util.Locale;

/** What a signed-in person or program may do; {@link Access} says which routes that are. */
public enum Role {
    /** Decides items. */
    REVIEWER,
    /** Decides items, takes decisions back, reads who decided what, and says which words must not stand in texts. */
    LEAD,
    /** Reads the published content of its own tenant, and says which words must not stand in it. */
    MERCHANT,
    /** Reads live sessions of its own tenant. */
    OPERATOR,
    /** Sets up tenants and people and reads who decided what; decides nothing. */
    ADMIN;

    /** The role of this name, in any case; an unknown one is an IllegalArgumentException that names all. */
    public static Role named(String name) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(name.strip())) {
                return role;
            }
        }
        throw new IllegalArgumentException(
                "\"" + name + "\" is no role; there are reviewer, lead, merchant, operator and admin");
    }

    /** As files and requests write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
