package io.m6flow.generator.fact;

import java.util.List;
import java.util.Locale;

/** Sizes and names of letters and a number: 2XL, SPF50, A5, 5G. Stateless. */
final class Codes {
    static final Unit SIZE = new Unit("lettersize", 1, true);

    /** From small to large; a size's value is its place here. */
    private static final List<String> SIZES =
            List.of("xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl", "xxxxxl", "xxxxxxl");

    private static final int FIRST_OF_MANY = SIZES.indexOf("xl");
    private static final int MOST = 6;

    private Codes() {}

    /** The unit of a number that these letters stand beside. */
    static Unit unit(String letters, double number) {
        return isManyfold(letters, number) ? SIZE : new Unit(letters.toUpperCase(Locale.ROOT), 1, false);
    }

    /** Of a size its place among the sizes, otherwise the number. */
    static double value(String letters, double number) {
        return isManyfold(letters, number) ? FIRST_OF_MANY + number - 1 : number;
    }

    private static boolean isManyfold(String letters, double number) {
        return letters.equals("xl") && number >= 1 && number <= MOST && number == Math.rint(number);
    }

    /** The size that the letters from start to end name, by its place; -1 where they name none. */
    static int size(String plain, int start, int end) {
        for (int place = 0; place < SIZES.size(); place++) {
            String size = SIZES.get(place);
            if (size.length() == end - start && plain.startsWith(size, start)) {
                return place;
            }
        }
        return -1;
    }
}
