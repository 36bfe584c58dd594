package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Signs;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number in a text: in digits (1,299.5), in Chinese (一百二十九, 三幺六, 三点二) or in both (1.5万).
 *
 * @param end the position after it
 * @param chinese whether it begins with a Chinese numeral
 * @param vague whether it is two numbers at once (三四, 七八十), or goes on with 几, 多, 来 or 余
 */
record Numeral(double value, int start, int end, boolean chinese, boolean vague) {
    private static final Signs VAGUE_BEFORE = new Signs("几数好上");
    private static final Signs VAGUE_AFTER = new Signs("几多余");
    /** 半斤 is an amount, 半天 and 半夜 are none. */
    private static final String HALVED = "斤升米公";

    private static final String COUNTED_ROUGHLY = "个块斤岁年天元米公人";

    /** Of 千 and 万 these make another word: 千克, 万向. */
    private static final String AFTER_THOUSAND_OF_UNIT = "克瓦米卡帕伏焦";

    /** Of 0 to 9. */
    private static final List<String> DIGIT_SIGNS = List.of("零〇", "一幺", "二两", "三", "四", "五", "六", "七", "八", "九");

    private static final byte[] DIGITS = digits();

    /** So many digits are a number that a double holds exactly. */
    private static final int EXACT_DIGITS = 15;

    /** Whether a number, or 百分之 before one, may begin with this sign; most signs are soon passed over. */
    static boolean mayBegin(char sign) {
        return Plain.isDigit(sign) || sign == '十' || sign == '百' || sign == '半' || digit(sign) >= 0;
    }

    /** The number that begins here, or null where none does. */
    static @Nullable Numeral at(String plain, int start) {
        char first = plain.charAt(start);
        if (Plain.isDigit(first)) {
            return inDigits(plain, start);
        }
        if (first == '半' && HALVED.indexOf(Plain.at(plain, start + 1)) >= 0) {
            return new Numeral(0.5, start, start + 1, true, false);
        }
        if (digit(first) < 0 && first != '十') {
            return null;
        }
        Numeral numeral = new ChineseNumeral(plain, start).read();
        return numeral != null && first == '十' && VAGUE_BEFORE.has(Plain.at(plain, start - 1))
                ? numeral.unclear()
                : numeral;
    }

    private static Numeral inDigits(String plain, int start) {
        int end = start;
        while (Plain.digitAt(plain, end) || isGroupMark(plain, end)) {
            end++;
        }
        if (Plain.at(plain, end) == '.' && Plain.digitAt(plain, end + 1)) {
            do {
                end++;
            } while (Plain.digitAt(plain, end));
        }
        return closed(plain, value(plain, start, end), start, end, false);
    }

    /** What {@link Double#parseDouble} makes of it without the commas: where both numbers are exact, so is a division. */
    private static double value(String plain, int start, int end) {
        if (end - start > EXACT_DIGITS) {
            return Double.parseDouble(plain.substring(start, end).replace(",", ""));
        }
        long digits = 0;
        long divisor = 0;
        for (int at = start; at < end; at++) {
            char sign = plain.charAt(at);
            if (Plain.isDigit(sign)) {
                digits = digits * 10 + (sign - '0');
                divisor *= 10;
            } else if (sign == '.') {
                divisor = 1;
            }
        }
        return divisor == 0 ? digits : (double) digits / divisor;
    }

    /** The comma of 1,299: three digits follow, and no fourth. */
    private static boolean isGroupMark(String plain, int at) {
        return Plain.at(plain, at) == ','
                && Plain.digitAt(plain, at + 1)
                && Plain.digitAt(plain, at + 2)
                && Plain.digitAt(plain, at + 3)
                && !Plain.digitAt(plain, at + 4);
    }

    /** With the 万 that may follow, and the sign that it is meant only roughly. */
    static Numeral closed(String plain, double value, int start, int end, boolean chinese) {
        char next = Plain.at(plain, end);
        double times =
                unitFollows(plain, end) ? 1 : next == '万' ? 1e4 : next == '亿' ? 1e8 : !chinese && next == '千' ? 1e3 : 1;
        int last = times > 1 ? end + 1 : end;
        char after = Plain.at(plain, last);
        boolean vague =
                VAGUE_AFTER.has(after) || (after == '来' && COUNTED_ROUGHLY.indexOf(Plain.at(plain, last + 1)) >= 0);
        return new Numeral(value * times, start, vague ? last + 1 : last, chinese, vague);
    }

    private static boolean unitFollows(String plain, int at) {
        char next = Plain.at(plain, at);
        char afterNext = Plain.at(plain, at + 1);
        return next == '万' ? "向能用像".indexOf(afterNext) >= 0 : next == '千' && isUnitOfThousand(plain, at);
    }

    /** Whether the 千 here belongs to 千克, 千瓦 and the like. */
    static boolean isUnitOfThousand(String plain, int at) {
        return AFTER_THOUSAND_OF_UNIT.indexOf(Plain.at(plain, at + 1)) >= 0;
    }

    /** 0 to 9, or -1; 两 is 2, 幺 is 1. */
    static int digit(char sign) {
        return DIGITS[sign];
    }

    private static byte[] digits() {
        byte[] digits = new byte[Character.MAX_VALUE + 1];
        Arrays.fill(digits, (byte) -1);
        for (int value = 0; value < DIGIT_SIGNS.size(); value++) {
            for (char sign : DIGIT_SIGNS.get(value).toCharArray()) {
                digits[sign] = (byte) value;
            }
        }
        return digits;
    }

    Numeral unclear() {
        return new Numeral(value, start, end, chinese, true);
    }

    int length() {
        return end - start;
    }
}
