package io.m6flow.generator.fact;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Words and what they mean; answers which of them begins at a place. Filled by one thread, then read by many. */
final class WordTable<T> {
    /** A beginning of words: which signs may follow it, in their order, and what it means if it is a word itself. */
    private static final class Node<T> {
        private char[] signs = {};
        private Node<T>[] next = newArray(0);
        private @Nullable T meaning;

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

    private final Node<T> root = new Node<>();

    /** The signs that words begin with, so that most places are passed over at once. */
    private final BitSet firsts = new BitSet(Character.MAX_VALUE);

    /** The first meaning of a word stands. */
    void put(String word, T meaning) {
        if (word.isEmpty()) {
            throw new IllegalArgumentException("a word must have a character");
        }
        firsts.set(word.charAt(0));
        Node<T> node = root;
        for (int at = 0; at < word.length(); at++) {
            node = node.grow(word.charAt(at));
        }
        node.meaning = node.meaning == null ? meaning : node.meaning;
    }

    @Nullable
    T get(String word) {
        Node<T> node = root;
        for (int at = 0; at < word.length() && node != null; at++) {
            node = node.after(word.charAt(at));
        }
        return node == null ? null : node.meaning;
    }

    /** The end of the longest word that begins here; the place itself where none does. */
    int endOfWordAt(String plain, int start) {
        if (!firsts.get(plain.charAt(start))) {
            return start;
        }
        int end = start;
        Node<T> node = root.after(plain.charAt(start));
        for (int at = start + 1; node != null; at++) {
            if (node.meaning != null && standsAlone(plain, start, at)) {
                end = at;
            }
            node = at < plain.length() ? node.after(plain.charAt(at)) : null;
        }
        return end;
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
