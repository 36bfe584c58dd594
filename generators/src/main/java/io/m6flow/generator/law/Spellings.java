package io.m6flow.generator.law;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways to write a word with its sound in Latin letters in place of a character, or of all: zui好, zuihao. */
final class Spellings {
    /** Shorter ones are words of other languages too often. */
    private static final int SHORTEST = 5;

    private static final int SHORTEST_ALONE = 3;

    private static final Transliterator LATIN = Transliterator.getInstance("Han-Latin; Latin-ASCII; Lower");

    private final Map<Character, String> sounds = new HashMap<>();

    List<String> of(String word) {
        List<String> spellings = new ArrayList<>();
        StringBuilder whole = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (!Character.isIdeographic(c)) {
                return spellings;
            }
            String sound = sounds.computeIfAbsent(
                    c, han -> LATIN.transliterate(String.valueOf(han)).trim());
            whole.append(sound);
            if (word.length() > 1 || sound.length() >= SHORTEST_ALONE) {
                spellings.add(word.substring(0, i) + sound + word.substring(i + 1));
            }
        }
        if (word.length() > 1 && whole.length() >= SHORTEST) {
            spellings.add(whole.toString());
        }
        return spellings;
    }
}
