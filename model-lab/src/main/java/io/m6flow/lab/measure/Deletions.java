package io.m6flow.lab.measure;

import java.util.Map;

/**
 * What was left out of a text, beside what a person left out: characters without marks and blanks, whichever of two equal
 * ones. Sums over texts are taken before shares are.
 *
 * @param made characters that were left out
 * @param wanted characters that the person left out
 * @param right characters that both left out
 */
public record Deletions(long made, long wanted, long right) {
    public static final Deletions NONE = new Deletions(0, 0, 0);

    /** Of one text. */
    public static Deletions of(String raw, String clean, String reference) {
        Map<String, Integer> made = leftOut(raw, clean);
        Map<String, Integer> wanted = leftOut(raw, reference);
        return new Deletions(Grams.total(made), Grams.total(wanted), Grams.shared(made, wanted));
    }

    private static Map<String, Integer> leftOut(String raw, String clean) {
        Map<String, Integer> left = Grams.of(letters(raw), 1);
        Grams.of(letters(clean), 1)
                .forEach(
                        (letter, count) -> left.computeIfPresent(letter, (l, had) -> had > count ? had - count : null));
        return left;
    }

    /** Without marks and blanks. */
    static String letters(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public Deletions plus(Deletions other) {
        return new Deletions(made + other.made, wanted + other.wanted, right + other.right);
    }

    /** 0 where nothing was left out. */
    public double precision() {
        return made == 0 ? 0 : (double) right / made;
    }

    /** 0 where nothing should have been left out. */
    public double recall() {
        return wanted == 0 ? 0 : (double) right / wanted;
    }

    /** The harmonic mean of both. */
    public double f() {
        return made + wanted == 0 ? 0 : 2.0 * right / (made + wanted);
    }
}
