package io.m6flow.generator.fact;

/** What kind of thing a stated fact is about. */
public enum FactType {
    /** A count, or a number without a unit: 3件, 12色, SPF50. */
    NUMBER,
    /** A measure: 500克, 1.8米, 90%. */
    QUANTITY,
    /** An amount of money. */
    PRICE,
    MATERIAL,
    COLOUR,
    SIZE,
    BRAND,
    ORIGIN
}
