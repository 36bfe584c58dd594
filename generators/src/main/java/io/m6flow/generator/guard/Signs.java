package io.m6flow.generator.guard;

import java.util.BitSet;

/** A set of characters, quick to ask for each character of a text. Immutable. */
final class Signs {
    private final BitSet signs = new BitSet();

    Signs(String signs) {
        signs.chars().forEach(this.signs::set);
    }

    boolean has(char sign) {
        return signs.get(sign);
    }
}
