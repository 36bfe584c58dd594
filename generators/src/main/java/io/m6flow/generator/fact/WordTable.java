package io.m6flow.generator.fact;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Words and what they mean; answers which of them begins at a place. Filled by one thread, then read by many. */
final class WordTable<T> {
    /** A word's meaning, and how many characters it has. */
    record Word<T>(int length, T meaning) {}

    /** A beginning of words: which signs may follow it, in their order, and the word if it is one itself. */
    private static final class Node<T> {
        private char[] signs = {};
        private Node<T>[] next = newArray(0);
        private @Nullable Word<T> word;

        @Nullable
        Node<T> after(char sign) {
            int place = Arrays.binarySearch(signs, sign);
            return place < 0 ? null : next[place];
        }

        Node<T> grow(char sign) {
            int place = Arrays.binarySearch(signs, sign);
            if (place >= 0) {
                return next[place];
            }
            int at = -place - 1;
            Node<T> grown = new Node<>();
            signs = Arrays.copyOf(signs, signs.length + 1);
            next = Arrays.copyOf(next, next.length + 1);
            System.arraycopy(signs, at, signs, at + 1, signs.length - 1 - at);
            System.arraycopy(next, at, next, at + 1, next.length - 1 - at);
            signs[at] = sign;
            next[at] = grown;
            return grown;
        }

        @SuppressWarnings("unchecked")
        private static <T> Node<T>[] newArray(int size) {
            return (Node<T>[]) new Node<?>[size];
        }
    }

    /** By their first sign, so that most places are passed over at once. */
    private final Node<T>[] firsts = Node.newArray(Character.MAX_VALUE + 1);

    /** The first meaning of a word stands. */
    void put(String word, T meaning) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("a word must have a character");
        }
        Node<T> node = firsts[word.charAt(0)];
        if (node == null) {
            node = new Node<>();
            firsts[word.charAt(0)] = node;
        }
        for (int at = 1; at < word.length(); at++) {
            node = node.grow(word.charAt(at));
        }
        node.word = node.word == null ? new Word<>(word.length(), meaning) : node.word;
    }

    /** The longest word that begins here; null where none does. */
    @Nullable
    Word<T> wordAt(String plain, int start) {
        Word<T> longest = null;
        Node<T> node = firsts[plain.charAt(start)];
        for (int at = start + 1; node != null; at++) {
            if (node.word != null && standsAlone(plain, start, at)) {
                longest = node.word;
            }
            node = at < plain.length() ? node.after(plain.charAt(at)) : null;
        }
        return longest;
    }

    /** A word of Latin letters or digits is no part of a longer one: "pe" does not stand in "type". */
    private static boolean standsAlone(String plain, int start, int end) {
        return !goesOn(plain.charAt(start), Plain.at(plain, start - 1))
                && !goesOn(plain.charAt(end - 1), Plain.at(plain, end));
    }

    private static boolean goesOn(char inside, char outside) {
        return Plain.isLatin(inside) ? Plain.isLatin(outside) : Plain.isDigit(inside) && Plain.isDigit(outside);
    }
}
