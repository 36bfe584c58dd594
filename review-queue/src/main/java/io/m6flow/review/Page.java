package io.m6flow.review;

import java.util.List;
import java.util.Optional;

/**
 * A part of a long list.
 *
 * @param next asks for the part that follows; empty at the end. Only who made it can read it
 */
public record Page<T>(List<T> entries, Optional<String> next) {
    public Page {
        entries = List.copyOf(entries);
    }
}
