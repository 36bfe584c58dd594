package io.m6flow.review;

import java.util.Objects;

/**
 * Who acts at the queue.
 *
 * @param name under which the person decides; it stands in the audit chain
 * @param isLead may claim what was escalated, and revoke what others decided
 * @param via the way on which the person comes
 */
public record Reviewer(String name, boolean isLead, Via via) {
    private static final int MAX_LENGTH = 80;

    public Reviewer {
        Objects.requireNonNull(via, "via");
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reviewer's name is 1 to " + MAX_LENGTH + " printable characters");
        }
    }

    /** One who comes through the API and is no lead. */
    public Reviewer(String name) {
        this(name, false, Via.API);
    }

    public Reviewer asLead() {
        return new Reviewer(name, true, via);
    }

    public Reviewer via(Via other) {
        return new Reviewer(name, isLead, other);
    }
}
