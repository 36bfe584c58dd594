package io.m6flow.generator.law;

import com.hankcs.algorithm.AhoCorasickDoubleArrayTrie;
import java.util.TreeMap;

/** The pattern matcher alone, over all words of the shipped lexicon: what a guard could cost at the least. Immutable. */
public final class BareMatcher {
    private final AhoCorasickDoubleArrayTrie<String> trie = new AhoCorasickDoubleArrayTrie<>();

    public BareMatcher() {
        TreeMap<String, String> words = new TreeMap<>();
        Lexicon.shipped().words().forEach(word -> words.put(word, word));
        trie.build(words);
    }

    /** How many words it finds in the text as it stands. */
    public int count(String text) {
        int[] count = {0};
        AhoCorasickDoubleArrayTrie.IHit<String> hit = (start, end, word) -> count[0]++;
        trie.parseText(text, hit);
        return count[0];
    }
}
