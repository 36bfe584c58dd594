package io.m6flow.generator.fact;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The units of {@code units.txt}. Immutable once read. */
final class Units {
    private static final String COUNTER = "counter";

    private final WordTable<Unit> units = new WordTable<>();

    private Units() {}

    static Units read() {
        Units units = new Units();
        for (String line : WordLists.lines("units.txt")) {
            String[] sides = line.split(": *", 2);
            for (String unit : WordLists.words(sides[1])) {
                units.add(sides[0], unit);
            }
        }
        return units;
    }

    private void add(String dimension, String written) {
        if (dimension.equals(COUNTER)) {
            units.put(written, new Unit(written.substring(0, 1), 1, false));
            return;
        }
        int equals = written.indexOf('=');
        double size = Double.parseDouble(written.substring(equals + 1));
        units.put(written.substring(0, equals), new Unit(dimension, size, true));
    }

    /** The unit that stands here, the blank that may be before it counted in its length; null where none does. */
    WordTable.@Nullable Word<Unit> unitAt(String plain, int at) {
        int start = Plain.at(plain, at) == ' ' ? at + 1 : at;
        WordTable.Word<Unit> unit = start < plain.length() ? units.wordAt(plain, start) : null;
        if (unit == null || isSize(plain, start, start + unit.length())) {
            return null;
        }
        return start == at ? unit : new WordTable.Word<>(unit.length() + 1, unit.meaning());
    }

    /** 六十四M码: the letter begins a size. */
    private static boolean isSize(String plain, int start, int end) {
        return Plain.at(plain, end) == '码' && Codes.size(plain, start, end) >= 0;
    }

    /** The unit of this name, which must be listed. */
    Unit named(String name) {
        return Objects.requireNonNull(units.wordAt(name, 0), name).meaning();
    }
}
