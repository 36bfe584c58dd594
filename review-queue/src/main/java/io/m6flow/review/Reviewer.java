package io.m6flow.review;

/** The name under which a person decides; it stands in the audit chain. */
public record Reviewer(String name) {
    private static final int MAX_LENGTH = 80;

    public Reviewer {
        if (name.isBlank() || name.length() > MAX_LENGTH || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a reviewer's name is 1 to " + MAX_LENGTH + " printable characters");
        }
    }
}
