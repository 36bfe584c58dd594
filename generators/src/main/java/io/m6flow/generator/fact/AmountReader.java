package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads numbers with their units: 500g, 两斤半, 一米六, 130g×6桶, 25到31码, 百分之三十, 九块九. Safe for many threads. */
final class AmountReader {
    private static final String PERCENT = "百分之";
    static final Signs RANGE = new Signs("-~到至—");
    private static final Signs LIST = new Signs("×*x乘/");

    /** Before a number, a sign that it only says which: 第一, 初三. */
    private static final Signs ORDINAL = new Signs("第初");

    /** 两块 are pieces of something rather than money. */
    private static final Unit PIECE = new Unit("块", 1, false);

    private static final int FEW_YUAN = 5;

    /** 一斤 is a fact where 一件 is none. */
    private static final Set<String> COUNTED_FROM_ONE = Set.of("mass", "volume", "length", "号");

    private final Units units;
    private final Unit percent;
    private final Unit yuan;

    AmountReader(Units units) {
        this.units = units;
        this.percent = units.named("%");
        this.yuan = units.named("元");
    }

    /** A number as it was read; the unit null where none followed. */
    private record Part(
            int start, int end, double value, @Nullable Unit unit, boolean chinese, boolean vague, char before) {}

    /** Adds what is stated from this place on; the end of the words that were read, the place itself where no number is. */
    int read(String plain, int at, List<Mention> found) {
        if (!Numeral.mayBegin(plain.charAt(at))) {
            return at;
        }
        List<Part> parts = new ArrayList<>(2);
        int end = at;
        int next = at;
        char connector = ' ';
        while (next < plain.length()) {
            Part part = part(plain, next, connector);
            if (part == null) {
                break;
            }
            parts.add(part);
            end = part.end;
            connector = Plain.at(plain, end);
            if (!RANGE.has(connector) && !LIST.has(connector)) {
                break;
            }
            next = end + 1;
        }
        if (!parts.isEmpty() && !ORDINAL.has(Plain.at(plain, at - 1))) {
            state(plain, parts, found);
        }
        return end;
    }

    private @Nullable Part part(String plain, int at, char connector) {
        boolean isPercent = plain.startsWith(PERCENT, at);
        int start = isPercent ? at + PERCENT.length() : at;
        Numeral numeral = start < plain.length() ? Numeral.at(plain, start) : null;
        if (numeral == null) {
            return null;
        }
        if (isPercent) {
            return new Part(at, numeral.end(), numeral.value(), percent, true, numeral.vague(), connector);
        }
        return plain.startsWith("分之", numeral.end())
                ? fraction(plain, numeral, connector)
                : withUnit(plain, numeral, connector);
    }

    /** 三分之一 says roughly how much. */
    private static Part fraction(String plain, Numeral below, char connector) {
        int at = below.end() + "分之".length();
        Numeral above = at < plain.length() ? Numeral.at(plain, at) : null;
        int end = above == null ? at : above.end();
        return new Part(below.start(), end, below.value(), null, true, true, connector);
    }

    private Part withUnit(String plain, Numeral numeral, char connector) {
        WordTable.Word<Unit> word = units.unitAt(plain, numeral.end());
        if (word == null) {
            return withoutUnit(plain, numeral, connector);
        }
        Unit unit = word.meaning();
        int unitEnd = numeral.end() + word.length();
        double value = numeral.value();
        int end = unitEnd;
        if (Plain.at(plain, end) == '半' && unit.measures()) {
            value += 0.5;
            end++;
        } else {
            end = endOfTail(plain, numeral, unitEnd);
            for (int at = unitEnd; at < end; at++) {
                value += digit(plain.charAt(at), numeral.chinese()) / Math.pow(10, at - unitEnd + 1.0);
            }
        }
        boolean piece = unit.dimension().equals("price") && end == unitEnd && numeral.chinese() && value < FEW_YUAN;
        Unit meant = piece && plain.charAt(unitEnd - 1) == '块' ? PIECE : unit;
        return new Part(numeral.start(), end, value, meant, numeral.chinese(), numeral.vague(), connector);
    }

    /** 一米六, 一米五五 and 九块九 go on after the unit, in the script in which they began. */
    private int endOfTail(String plain, Numeral numeral, int start) {
        int most = start - numeral.end() == 1 ? mostAfter(plain.charAt(numeral.end())) : 0;
        int end = start;
        while (most > 0 && digit(Plain.at(plain, end), numeral.chinese()) >= 0) {
            end++;
        }
        return Math.min(start + most, end > start && belongsToTheNext(plain, end) ? end - 1 : end);
    }

    private static int mostAfter(char unit) {
        return unit == '米' ? 2 : unit == '块' ? 1 : 0;
    }

    /** The last digit before here: 九块九一支 has 一 of what comes, 一块六十 no tail at all. */
    private boolean belongsToTheNext(String plain, int end) {
        return "十百千万".indexOf(Plain.at(plain, end)) >= 0 || units.unitAt(plain, end) != null;
    }

    private static int digit(char sign, boolean chinese) {
        return chinese ? Numeral.digit(sign) : Plain.isDigit(sign) ? sign - '0' : -1;
    }

    /** 2XL is a size; letters that are no unit make a name of their own: 5G, 3D. */
    private static Part withoutUnit(String plain, Numeral numeral, char connector) {
        int end = numeral.end();
        while (Plain.latinAt(plain, end)) {
            end++;
        }
        String letters = plain.substring(numeral.end(), end);
        boolean list = letters.equals("x") && Plain.digitAt(plain, end);
        Unit unit = letters.isEmpty() || list || numeral.chinese() ? null : Codes.unit(letters, numeral.value());
        return new Part(
                numeral.start(),
                unit == null ? numeral.end() : end,
                Codes.value(letters, numeral.value()),
                unit,
                numeral.chinese(),
                numeral.vague(),
                connector);
    }

    /** Numbers without a unit have that of the next one that has one: 160×60×210厘米, 3-8岁. So the last comes first. */
    private void state(String plain, List<Part> parts, List<Mention> found) {
        Unit unit = Unit.NONE;
        int place = found.size();
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            unit = part.unit != null ? part.unit : unit.isNone() ? money(plain, part) : unit;
            boolean range = RANGE.has(part.before) && i > 0;
            Part from = range ? parts.get(i - 1) : part;
            boolean rises = range && from.value <= part.value && (from.unit == null || from.unit.equals(unit));
            Part first = rises ? from : part;
            if (!part.vague && isStated(part, unit, parts.size())) {
                found.add(place, amount(first, part, unit, parts.size()));
            }
            if (rises) {
                i--;
            }
        }
    }

    private static Mention.Amount amount(Part first, Part last, Unit unit, int parts) {
        boolean small = last.chinese && last.value <= 10 && parts == 1;
        boolean timeInWords = last.chinese && unit.isTime();
        boolean weak = timeInWords || (small && (!unit.measures() || last.value == 1));
        return new Mention.Amount(first.start, last.end, unit, first.value, last.value, weak);
    }

    private Unit money(String plain, Part part) {
        return Plain.at(plain, part.start - 1) == '¥' ? yuan : Unit.NONE;
    }

    /** 一 seldom counts, and single Chinese digits without a unit are parts of words. */
    private static boolean isStated(Part part, Unit unit, int parts) {
        boolean single = part.chinese && part.value <= 10 && part.value == Math.rint(part.value);
        if (!single || parts > 1) {
            return true;
        }
        if (part.value == 1) {
            return COUNTED_FROM_ONE.contains(unit.dimension());
        }
        return !unit.isNone();
    }
}
