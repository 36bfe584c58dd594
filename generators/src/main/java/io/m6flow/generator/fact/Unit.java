package io.m6flow.generator.fact;

/**
 * What a number counts or measures.
 *
 * @param dimension amounts of one dimension can be compared; a counter (个, 件) is its own
 * @param size how many of the dimension's first unit it is
 * @param measures whether it is a measure or money, not a counter
 */
record Unit(String dimension, double size, boolean measures) {
    /** Of a bare number; no other unit has an empty dimension. */
    static final Unit NONE = new Unit("", 1, false);

    boolean isNone() {
        return dimension.isEmpty();
    }

    FactType type() {
        return switch (dimension) {
            case "price" -> FactType.PRICE;
            case "size", "lettersize" -> FactType.SIZE;
            default -> measures ? FactType.QUANTITY : FactType.NUMBER;
        };
    }

    boolean isTime() {
        return switch (dimension) {
            case "time", "day", "week", "month", "age" -> true;
            default -> false;
        };
    }
}
