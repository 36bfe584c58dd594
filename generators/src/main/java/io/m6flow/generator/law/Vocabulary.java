package io.m6flow.generator.law;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words of a lexicon and the classes that they belong to, both by number. Grows while patterns are read, then stays
 * as it is. Not thread-safe while it grows.
 */
final class Vocabulary {
    /** The word and the class of all numbers. */
    static final int NUMBER = 0;

    private final Glyphs glyphs;
    private final Map<String, String> written;
    private final Map<String, Set<String>> named = new HashMap<>();
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final Map<String, Integer> classes = new HashMap<>();
    private final List<BitSet> members = new ArrayList<>();

    /** @param written the named classes, words with spaces between */
    Vocabulary(Map<String, String> written, Glyphs glyphs) {
        this.written = Map.copyOf(written);
        this.glyphs = glyphs;
        words.put("<n>", NUMBER);
        classes.put("<n>", NUMBER);
        members.add(BitSet.valueOf(new long[] {1}));
    }

    /** The words by what they look like, with their numbers; numbers themselves are not among them. */
    Map<String, Integer> words() {
        Map<String, Integer> all = new LinkedHashMap<>(words);
        all.remove("<n>");
        return all;
    }

    boolean isIn(int words, int word) {
        return members.get(words).get(word);
    }

    BitSet members(int words) {
        return members.get(words);
    }

    int size() {
        return words.size();
    }

    /** One of 64 bits for a class, which others may share: what lacks it is not in the class. */
    static long trait(int words) {
        return 1L << words;
    }

    /** The traits of all classes that a word is in, by word. */
    long[] traits() {
        long[] traits = new long[size()];
        for (int words = 0; words < members.size(); words++) {
            long trait = trait(words);
            members.get(words).stream().forEach(word -> traits[word] |= trait);
        }
        return traits;
    }

    /**
     * The class of {@code a|b|<c>}.
     *
     * @throws IllegalArgumentException if a class has no such name or a word no characters
     */
    int alternatives(String token) {
        Integer known = classes.get(token);
        if (known != null) {
            return known;
        }
        BitSet all = new BitSet();
        for (String one : token.split("\\|", -1)) {
            if (one.equals("<n>")) {
                all.set(NUMBER);
            } else if (one.startsWith("<") && one.endsWith(">")) {
                named(one.substring(1, one.length() - 1)).forEach(word -> all.set(number(word)));
            } else {
                all.set(number(plain(one)));
            }
        }
        members.add(all);
        classes.put(token, members.size() - 1);
        return members.size() - 1;
    }

    private Set<String> named(String name) {
        Set<String> known = named.get(name);
        if (known != null) {
            return known;
        }
        String list = written.get(name);
        if (list == null) {
            throw new IllegalArgumentException("there is no class <" + name + ">");
        }
        Set<String> all = new HashSet<>();
        // Known before it is read: a class that names itself ends here.
        named.put(name, all);
        for (String one : list.trim().split("\\s+", -1)) {
            if (one.startsWith("<")) {
                all.addAll(named(one.substring(1, one.length() - 1)));
            } else {
                all.add(plain(one));
            }
        }
        return all;
    }

    private int number(String word) {
        return words.computeIfAbsent(word, w -> words.size());
    }

    private String plain(String word) {
        char[] characters = Reading.of(word, glyphs).characters();
        if (characters.length == 0) {
            throw new IllegalArgumentException("\"" + word + "\" holds no characters");
        }
        return new String(characters);
    }
}
