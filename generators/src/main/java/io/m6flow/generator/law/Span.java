package io.m6flow.generator.law;

/**
 * How far apart two words of a pattern may begin, at the most. Numbers have no length of their own: the text tells it.
 *
 * @param characters all but those of numbers
 * @param numbers how many numbers may stand between
 */
record Span(int characters, int numbers) {
    static final Span NONE = new Span(0, 0);

    Span plus(Span other) {
        return new Span(characters + other.characters, numbers + other.numbers);
    }

    Span minus(Span other) {
        return new Span(characters - other.characters, numbers - other.numbers);
    }

    /** In a text whose longest number has so many characters. */
    int in(int longestNumber) {
        return characters + numbers * longestNumber;
    }
}
