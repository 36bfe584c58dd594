package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Signs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the facts that a text states. Safe for many threads. */
final class MentionReader {
    /** Right before a thing: the text denies it, or only compares. */
    private static final List<String> NOT_STATED =
            List.of("非", "不是", "不含", "没有", "拒绝", "告别", "仿", "像", "似", "如", "比", "不用", "无", "赛过", "媲美", "不像");

    /** What those end with; hardly any sign is one of these. */
    private static final Signs NOT_STATED_ENDS = new Signs(NOT_STATED.stream()
            .map(words -> words.substring(words.length() - 1))
            .collect(Collectors.joining()));

    /** Earlier in the clause: a colour that goes with the product, not the product's. */
    private static final String BESIDE_COLOUR = "配搭衬像似如";

    /** Earlier in the clause: a brand that the product fits. */
    private static final String BESIDE_BRAND = "适兼容配比像";

    /** Earlier in the clause: a material that the product only resembles. */
    private static final String BESIDE_MATERIAL = "像似";

    private static final Signs ENDS_OF_CLAUSES = new Signs("，。；！？、,;!?…\n");
    private static final int CLAUSE = 12;

    private final Vocabulary vocabulary;
    private final AmountReader amounts;

    /** By sign, whether a mention may begin with it; most places are passed over at once. */
    private final Signs beginnings;

    MentionReader(Vocabulary vocabulary, Units units) {
        this.vocabulary = vocabulary;
        this.amounts = new AmountReader(units);
        StringBuilder signs = new StringBuilder();
        for (char sign = 0; sign < Character.MAX_VALUE; sign++) {
            if (vocabulary.mayBegin(sign) || Plain.isLatin(sign) || Numeral.mayBegin(sign)) {
                signs.append(sign);
            }
        }
        this.beginnings = new Signs(signs.toString());
    }

    /**
     * The mentions in their order; they do not overlap.
     *
     * @param plain as {@link Plain} makes it
     */
    List<Mention> read(String plain) {
        List<Mention> found = new ArrayList<>();
        for (int at = 0; at < plain.length(); ) {
            int end = beginnings.has(plain.charAt(at)) ? readAt(plain, at, found) : at;
            at = Math.max(end, at + 1);
        }
        joinSizes(plain, found);
        return found;
    }

    /** The end of what was read, be it a fact or not; the place itself where nothing was. */
    private int readAt(String plain, int at, List<Mention> found) {
        WordTable.Word<Optional<Term>> word = vocabulary.wordAt(plain, at);
        if (word != null) {
            addWord(plain, at, word, found);
            return at + word.length();
        }
        return Plain.latinAt(plain, at) ? code(plain, at, found) : amounts.read(plain, at, found);
    }

    /** M-4XL is a range. */
    private static void joinSizes(String plain, List<Mention> found) {
        for (int i = found.size() - 1; i > 0; i--) {
            if (found.get(i - 1) instanceof Mention.Amount from
                    && found.get(i) instanceof Mention.Amount to
                    && from.unit().equals(Codes.SIZE)
                    && to.unit().equals(Codes.SIZE)
                    && from.end() + 1 == to.start()
                    && AmountReader.RANGE.has(plain.charAt(from.end()))
                    && from.low() <= to.high()) {
                found.remove(i);
                found.set(i - 1, new Mention.Amount(from.start(), to.end(), Codes.SIZE, from.low(), to.high(), false));
            }
        }
    }

    private void addWord(String plain, int start, WordTable.Word<Optional<Term>> word, List<Mention> found) {
        int end = start + word.length();
        Optional<Term> term = word.meaning();
        if (term.isPresent()
                && !isDenied(plain, start)
                && !isBeside(plain, start, term.get())
                && !isCut(plain, start, end)) {
            found.add(new Mention.Word(start, end, term.get()));
        }
    }

    /** 水红|薯, 折进口|袋 and 淡淡绿: the word only seems to stand here. */
    private boolean isCut(String plain, int start, int end) {
        boolean doubled = plain.charAt(end - 1) != '色'
                && (plain.charAt(start) == Plain.at(plain, start - 1)
                        || plain.charAt(start) == Plain.at(plain, start + 1));
        return end - start > 1 && end - start < 4 && (doubled || goesOn(plain, end - 1));
    }

    /** Whether a word of two signs or more begins here. */
    private boolean goesOn(String plain, int at) {
        WordTable.Word<Optional<Term>> word = vocabulary.wordAt(plain, at);
        return word != null && word.length() > 1;
    }

    private static boolean isDenied(String plain, int at) {
        if (!NOT_STATED_ENDS.has(Plain.at(plain, at - 1))) {
            return false;
        }
        for (String before : NOT_STATED) {
            if (plain.startsWith(before, at - before.length())) {
                return true;
            }
        }
        return false;
    }

    private static String signsBeside(FactType type) {
        return switch (type) {
            case COLOUR -> BESIDE_COLOUR;
            case BRAND -> BESIDE_BRAND;
            case MATERIAL -> BESIDE_MATERIAL;
            default -> "";
        };
    }

    private static boolean isBeside(String plain, int start, Term term) {
        String signs = signsBeside(term.type());
        for (int at = start - 1; at >= 0 && at > start - CLAUSE; at--) {
            char sign = plain.charAt(at);
            if (ENDS_OF_CLAUSES.has(sign)) {
                return false;
            }
            if (signs.indexOf(sign) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Letters from here on: a size (XL, M码) or a name with a number (SPF50). */
    private int code(String plain, int start, List<Mention> found) {
        int letters = start;
        while (Plain.latinAt(plain, letters)) {
            letters++;
        }
        int size = Codes.size(plain, start, letters);
        if (size >= 0 && isSize(plain, start, letters)) {
            int end = Plain.at(plain, letters) == '码' ? letters + 1 : letters;
            found.add(new Mention.Amount(start, end, Codes.SIZE, size, size, false));
            return end;
        }
        Numeral number = Plain.digitAt(plain, letters) ? Numeral.at(plain, letters) : null;
        if (number == null || Plain.latinAt(plain, start - 1)) {
            return letters;
        }
        Unit unit = new Unit(plain.substring(start, letters).concat("#"), 1, false);
        found.add(new Mention.Amount(start, number.end(), unit, number.value(), number.value(), false));
        return number.end();
    }

    /** One letter alone is a size only before 码 or between sizes: M码, S M L. */
    private static boolean isSize(String plain, int start, int end) {
        if (Plain.digitAt(plain, end) || Plain.digitAt(plain, start - 1)) {
            return false;
        }
        char before = Plain.at(plain, start - 1);
        char after = Plain.at(plain, end);
        return end - start > 1
                || after == '码'
                || "穿拍-/、到".indexOf(before) >= 0
                || AmountReader.RANGE.has(after)
                || (before == ' ' && after == ' ');
    }
}
