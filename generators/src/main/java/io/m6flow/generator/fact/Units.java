package io.m6flow.generator.fact;

import java.util.Objects;

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

    /** The end of the unit that stands here, at most one blank before it; the place itself where none does. */
    int endOfUnitAt(String plain, int at) {
        int start = at < plain.length() && plain.charAt(at) == ' ' ? at + 1 : at;
        if (start >= plain.length()) {
            return at;
        }
        int end = units.endOfWordAt(plain, start);
        return end == start || isSize(plain, start, end) ? at : end;
    }

    /** 六十四M码: the letter begins a size. */
    private static boolean isSize(String plain, int start, int end) {
        return Plain.at(plain, end) == '码' && Codes.size(plain.substring(start, end)) >= 0;
    }

    /** The unit that these words, once found, stand for. */
    Unit unit(String words) {
        return Objects.requireNonNullElse(units.get(words.strip()), Unit.NONE);
    }
}
