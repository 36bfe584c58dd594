package io.m6flow.generator.fact;

import java.util.Collections;
import java.util.Set;

/**
 * A thing that a word of the vocabulary names.
 *
 * @param family terms of one family deny each other unless one is the broader
 * @param meanings its own name and all broader ones
 */
record Term(FactType type, String family, String name, Set<String> meanings) {
    Term {
        meanings = Set.copyOf(meanings);
    }

    /** Whether who says this has said the other: 头层牛皮 says 牛皮, 牛皮 does not say 头层牛皮. */
    boolean says(Term other) {
        return type == other.type && meanings.contains(other.name);
    }

    /** Whether both cannot be meant; shades of one hue are not told apart. */
    boolean denies(Term other) {
        return type == other.type
                && family.equals(other.family)
                && (type == FactType.COLOUR
                        ? Collections.disjoint(meanings, other.meanings)
                        : !says(other) && !other.says(this));
    }
}
