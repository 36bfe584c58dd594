package io.m6flow.generator.fact;

import org.jspecify.annotations.Nullable;

/** Words and what they mean; answers which of them begins at a place. Filled by one thread, then read by many. */
final class WordTable<T> {
    /** A word's meaning, and how many characters it has. */
    record Word<T>(int length, T meaning) {}

    /** A beginning of words: the signs that may follow it, each at the place that its last bits name, and what they lead to. */
    private static final class Node<T> {
        private char[] signs = new char[1];
        private Node<T>[] next = newArray(1);
        private @Nullable Word<T> word;

        @Nullable
        Node<T> after(char sign) {
            int place = sign & (signs.length - 1);
            return signs[place] == sign ? next[place] : null;
        }

        Node<T> grow(char sign) {
            Node<T> known = after(sign);
            if (known != null) {
                return known;
            }
            while (next[sign & (signs.length - 1)] != null) {
                spread();
            }
            Node<T> grown = new Node<>();
            put(sign, grown);
            return grown;
        }

        private void put(char sign, Node<T> node) {
            int place = sign & (signs.length - 1);
            signs[place] = sign;
            next[place] = node;
        }

        /** Twice as many places, one more bit: signs that had different places keep different ones. */
        private void spread() {
            char[] oldSigns = signs;
            Node<T>[] oldNext = next;
            signs = new char[2 * oldSigns.length];
            next = newArray(signs.length);
            for (int i = 0; i < oldSigns.length; i++) {
                if (oldNext[i] != null) {
                    put(oldSigns[i], oldNext[i]);
                }
            }
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

    boolean mayBegin(char sign) {
        return firsts[sign] != null;
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
