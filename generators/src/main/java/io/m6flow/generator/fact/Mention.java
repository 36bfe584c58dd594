package io.m6flow.generator.fact;

import java.util.Set;

/** A fact that stands in a text. */
sealed interface Mention {
    int start();

    int end();

    FactType type();

    /** Whether it is a fact of the product only where the source holds it too. */
    default boolean isWeak() {
        return false;
    }

    /** A thing that a word names. */
    record Word(int start, int end, Term term) implements Mention {
        @Override
        public FactType type() {
            return term.type();
        }
    }

    /**
     * A number with what it counts or measures.
     *
     * @param low as written, in the unit as written; where it is no range, as {@code high}
     * @param weak a small Chinese numeral before a counter, or a time in Chinese numerals: often nothing of the product, 两件, 三分钟
     */
    record Amount(int start, int end, Unit unit, double low, double high, boolean weak) implements Mention {
        private static final double PRECISION = 1e-6;
        private static final Set<String> ANYTHING = Set.of("个", "件", "只", "款", "种");

        @Override
        public FactType type() {
            return unit.type();
        }

        @Override
        public boolean isWeak() {
            return weak;
        }

        boolean sameDimension(Amount other) {
            return unit.dimension().equals(other.unit.dimension());
        }

        /** Whether the other amount is this one, or a single one within this range. */
        boolean holds(Amount other) {
            boolean comparable = sameDimension(other);
            if (!comparable && !isCountedLike(other)) {
                return false;
            }
            double size = comparable ? unit.size() : 1;
            double otherSize = comparable ? other.unit.size() : 1;
            double otherLow = other.low * otherSize;
            double otherHigh = other.high * otherSize;
            boolean isRange = !same(otherLow, otherHigh);
            return isRange
                    ? same(low * size, otherLow) && same(high * size, otherHigh)
                    : atMost(low * size, otherLow) && atMost(otherHigh, high * size);
        }

        /** A number without a unit may be any; 个 and 件 count what other counters count too. */
        private boolean isCountedLike(Amount other) {
            boolean oneIsBare = unit.isNone() || other.unit.isNone();
            boolean bothCount = !unit.measures() && !other.unit.measures();
            return oneIsBare || (bothCount && (countsAnything() || other.countsAnything()));
        }

        private boolean countsAnything() {
            return ANYTHING.contains(unit.dimension());
        }

        private static boolean atMost(double smaller, double greater) {
            return smaller <= greater || same(smaller, greater);
        }

        private static boolean same(double one, double other) {
            return Math.abs(one - other) <= PRECISION * Math.abs(other);
        }

        /** Whether the two speak of one thing and cannot both be right: tenfold apart they speak of two. */
        boolean denies(Amount other) {
            double mine = high * unit.size();
            double others = other.high * other.unit.size();
            boolean within = atMost(low * unit.size(), other.low * other.unit.size()) && atMost(others, mine);
            return sameDimension(other) && !within && mine <= 10 * others && others <= 10 * mine;
        }
    }
}
