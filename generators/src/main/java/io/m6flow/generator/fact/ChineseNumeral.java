package io.m6flow.generator.fact;

import org.jspecify.annotations.Nullable;

/** Reads one Chinese numeral from a place on. Used once, by one thread. */
final class ChineseNumeral {
    private static final int MYRIAD = 10_000;

    /** So many digits that rise one by one are counted aloud: 一二三四. */
    private static final int COUNTING = 3;

    private final String plain;
    private final int start;
    private int at;

    /** What stands before the last 万. */
    private double myriads;

    /** What has been read since. */
    private double section;

    /** The last unit read; a smaller one may follow. */
    private int unit = Integer.MAX_VALUE;

    ChineseNumeral(String plain, int start) {
        this.plain = plain;
        this.start = start;
        this.at = start;
    }

    @Nullable
    Numeral read() {
        int run = start;
        while (digitAt(run) >= 0) {
            run++;
        }
        if (run - start > 1 && unitAt(run) > 1) {
            return rises(run) ? severalAtOnce(run) : digitByDigit(run - 1);
        }
        if (run - start > 1) {
            return digitByDigit(run);
        }
        if (run - start == 1 && digitAt(start) == 0) {
            return zero();
        }
        readUnits();
        return withFraction(myriads + section);
    }

    /** 零点五 and 零到三 hold a number, 零添加 does not. */
    private @Nullable Numeral zero() {
        at = start + 1;
        char next = Plain.at(plain, at);
        return next == '点' || next == '到' || next == '至' ? withFraction(0) : null;
    }

    /** 三四百: two numbers, unless it is 二零 or the like before a unit. */
    private Numeral severalAtOnce(int run) {
        int end = run;
        while (unitAt(end) > 1) {
            end++;
        }
        return new Numeral(digitAt(start), start, end, true, true);
    }

    private Numeral digitByDigit(int run) {
        double value = 0;
        for (int i = start; i < run; i++) {
            value = value * 10 + digitAt(i);
        }
        boolean stuttered = run - start == 2 && digitAt(start) == digitAt(start + 1);
        boolean vague = digitAt(start) > 0 && (rises(Math.min(run, start + COUNTING)) || stuttered);
        at = run;
        Numeral numeral = withFraction(value);
        return vague && numeral.end() == run ? numeral.unclear() : numeral;
    }

    /** Whether each digit is one more than the one before: 三四 is roughly so many, 一二三四 counts. */
    private boolean rises(int run) {
        for (int i = start + 1; i < run; i++) {
            if (digitAt(i) != digitAt(i - 1) + 1) {
                return false;
            }
        }
        return run - start > 1;
    }

    private void readUnits() {
        boolean more = true;
        while (more) {
            more = readDigitAndUnit() || readMyriad();
        }
    }

    /** 三百, 零五, 十 or a last digit; false where nothing more belongs to the numeral. */
    private boolean readDigitAndUnit() {
        boolean zero = Plain.at(plain, at) == '零' || Plain.at(plain, at) == '〇';
        int from = zero && at > start ? at + 1 : at;
        int digit = digitAt(from);
        int next = digit < 0 ? from : from + 1;
        int size = unitAt(next);
        boolean bareTen = digit < 0 && size == 10;
        if (size > 1
                && size < unit
                && (digit > 0 || bareTen)
                && !(size == 1000 && Numeral.isUnitOfThousand(plain, next))) {
            section += Math.max(digit, 1) * (double) size;
            unit = size;
            at = next + 1;
            return true;
        }
        if (digit > 0 && unit > 1 && size < unit) {
            section += digit * worthOfLast(zero);
            unit = 1;
            at = next;
        }
        return false;
    }

    /** A last digit without a unit stands for tenths of the unit before: 三百五 is 350, 三百零五 is 305. */
    private double worthOfLast(boolean afterZero) {
        boolean tenths = !afterZero && unit >= 100 && unit <= MYRIAD;
        return tenths ? unit / 10.0 : 1;
    }

    private boolean readMyriad() {
        if (at == start || Plain.at(plain, at) != '万' || myriads > 0 || section == 0) {
            return false;
        }
        if ("向能用像".indexOf(Plain.at(plain, at + 1)) >= 0) {
            return false;
        }
        myriads = section * MYRIAD;
        section = 0;
        unit = MYRIAD;
        at++;
        return true;
    }

    /** With 点 and digits after it; but 八点二十 is a time of the day. */
    private Numeral withFraction(double whole) {
        int end = at;
        double value = whole;
        if (Plain.at(plain, at) == '点' && digitAt(at + 1) >= 0) {
            int i = at + 1;
            double part = 0.1;
            double fraction = 0;
            for (; digitAt(i) >= 0; i++, part /= 10) {
                fraction += digitAt(i) * part;
            }
            if (unitAt(i) <= 1 || Plain.at(plain, i) == '万') {
                end = i;
                value = whole + fraction;
            }
        }
        return Numeral.closed(plain, value, start, end, true);
    }

    private int digitAt(int place) {
        return Numeral.digit(Plain.at(plain, place));
    }

    private int unitAt(int place) {
        return switch (Plain.at(plain, place)) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1000;
            default -> 1;
        };
    }
}
