package io.m6flow.generator.m6;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a product text may not say, and what it must: facts that the source does not hold get no probability; the noun
 * after 这款 is the product's own; the text names the product or one of its facts before it ends, and ends with a
 * sentence.
 */
final class LexicalBounds implements Bound {
    private static final Set<String> OPENERS = Set.of("这款", "这件", "这条", "这双", "这套", "此款", "该款", "本款");
    private static final String SENTENCE_ENDS = "。！？";
    private static final String CLAUSE_ENDS = "，、；：";
    private static final int LONGEST_WORD = 5;

    /** Most of what the model read about garments speaks to women. */
    private static final Set<String> OF_WOMEN = Set.of("女", "姐", "妹", "娇", "妩", "媚", "柔美");

    private static final Pattern NOT_FOR_WOMEN = Pattern.compile("^[^女]*(?:男|儿童|童装|宝宝|爸爸)[^女]*$");

    /** What holds for all texts of one prompt. Immutable. */
    static final class Terms {
        private final Vocabulary vocabulary;
        private final int end;
        private final Set<Integer> clauseEnds;
        private final Map<String, Set<Integer>> forbidden = new HashMap<>();
        private final List<int[]> nouns = new ArrayList<>();
        private final List<int[]> mustHold = new ArrayList<>();
        private final Set<String> mentions = new HashSet<>();
        private final String asciiRuns;
        private final boolean copiesAscii;
        private final int enough;

        /**
         * @param facts what the source holds
         * @param factual words that may stand in the text only where they stand in the source
         * @param enough tokens after which the text ends with its sentence
         */
        Terms(Vocabulary vocabulary, int end, Facts facts, Set<String> factual, int enough) {
            this.vocabulary = vocabulary;
            this.end = end;
            this.enough = enough;
            this.clauseEnds = ids(CLAUSE_ENDS);
            String held = facts.everything().toLowerCase(Locale.ROOT);
            factual.stream().filter(word -> !held.contains(word)).forEach(this::forbid);
            if (NOT_FOR_WOMEN.matcher(held).matches()) {
                OF_WOMEN.forEach(this::forbid);
            }
            facts.nouns().forEach(noun -> nouns.add(vocabulary.encode(noun)));
            List<String> wanted = wanted(facts);
            wanted.forEach(word -> mustHold.add(vocabulary.encode(word)));
            wanted.forEach(word -> mentions.add(word.toLowerCase(Locale.ROOT)));
            this.asciiRuns = "\n" + held.replaceAll("[^\\x21-\\x7e]+", "\n") + "\n";
            this.copiesAscii = facts.garment() != null;
        }

        /** One of these must stand in the text: a garment's facts, if it has any; else what the product is called. */
        private static List<String> wanted(Facts facts) {
            List<String> values = facts.words().stream()
                    .filter(word -> facts.garment() != null && !facts.nouns().contains(word))
                    .toList();
            if (!values.isEmpty()) {
                return values;
            }
            return facts.garment() != null ? facts.nouns() : facts.words();
        }

        private Set<Integer> ids(String characters) {
            Set<Integer> ids = new HashSet<>();
            characters.codePoints().map(vocabulary::idOf).filter(id -> id >= 0).forEach(ids::add);
            return ids;
        }

        private void forbid(String word) {
            int last = word.codePointBefore(word.length());
            int id = vocabulary.idOf(last);
            if (id >= 0) {
                String before = word.substring(0, word.length() - Character.charCount(last));
                forbidden.computeIfAbsent(before, b -> new HashSet<>()).add(id);
            }
        }
    }

    private final Terms terms;
    /** In lower case: the model writes v领 where a shop writes V领. */
    private final StringBuilder text = new StringBuilder();

    private final List<Integer> spelling = new ArrayList<>();
    private List<int[]> spells = List.of();
    private boolean mentioned;
    private boolean opened;
    private int length;

    LexicalBounds(Terms terms) {
        this.terms = terms;
    }

    @Override
    public void narrow(float[] logits) {
        if (!spells.isEmpty()) {
            Bound.keepOnly(logits, continuations());
            return;
        }
        for (int back = 0; back < LONGEST_WORD && back <= text.length(); back++) {
            Set<Integer> ids = terms.forbidden.get(text.substring(text.length() - back));
            if (ids != null) {
                ids.forEach(id -> logits[id] = NEVER);
            }
        }
        if (opened && text.length() > 0) {
            // A second 这款 would have to spell the same noun again.
            char before = text.charAt(text.length() - 1);
            OPENERS.stream().filter(o -> o.charAt(0) == before).forEach(o -> {
                int id = terms.vocabulary.idOf(o.charAt(1));
                if (id >= 0) {
                    logits[id] = NEVER;
                }
            });
        }
        if (terms.copiesAscii) {
            narrowAscii(logits);
        }
        narrowEnd(logits);
    }

    /** Runs of Latin letters, digits and their signs are copied whole or not at all. */
    private void narrowAscii(float[] logits) {
        String run = asciiTail();
        boolean mayStop = run.isEmpty() || terms.asciiRuns.contains("\n" + run + "\n");
        Set<Integer> goesOn = new HashSet<>();
        for (char c = 0x21; c < 0x7f; c++) {
            int id = terms.vocabulary.idOf(c);
            if (id >= 0 && terms.asciiRuns.contains("\n" + run + Character.toLowerCase(c))) {
                goesOn.add(id);
            } else if (id >= 0) {
                logits[id] = NEVER;
            }
        }
        if (!mayStop) {
            Bound.keepOnly(logits, goesOn);
        }
    }

    private String asciiTail() {
        int from = text.length();
        while (from > 0 && text.charAt(from - 1) > 0x20 && text.charAt(from - 1) < 0x7f) {
            from--;
        }
        return text.substring(from);
    }

    private void narrowEnd(float[] logits) {
        boolean atSentenceEnd = text.length() > 0 && SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
        if (!atSentenceEnd || !mentioned) {
            logits[terms.end] = NEVER;
        }
        if (length >= terms.enough) {
            if (atSentenceEnd && mentioned) {
                Bound.keepOnly(logits, Set.of(terms.end));
            } else {
                terms.clauseEnds.forEach(id -> logits[id] = NEVER);
            }
        }
        if (!mentioned && atSentenceEnd) {
            Bound.keepOnly(logits, firstTokens());
        }
    }

    private Set<Integer> firstTokens() {
        Set<Integer> first = new HashSet<>();
        terms.mustHold.forEach(word -> first.add(word[0]));
        return first;
    }

    /** What may come next in the word that is being spelled. */
    private Set<Integer> continuations() {
        Set<Integer> ids = new HashSet<>();
        for (int[] word : spells) {
            if (word.length > spelling.size() && beginsAsSpelled(word)) {
                ids.add(word[spelling.size()]);
            }
        }
        return ids;
    }

    private boolean beginsAsSpelled(int[] word) {
        for (int i = 0; i < spelling.size(); i++) {
            if (word[i] != spelling.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void push(int token) {
        length++;
        if (spells.isEmpty() && !mentioned && endsSentence() && firstTokens().contains(token)) {
            spells = terms.mustHold;
        }
        int c = terms.vocabulary.codePointOf(token);
        if (c >= 0) {
            text.appendCodePoint(Character.toLowerCase(c));
        }
        if (!spells.isEmpty()) {
            spell(token);
        } else if (text.length() >= 2 && OPENERS.contains(text.substring(text.length() - 2))) {
            opened = true;
            spells = terms.nouns;
        }
        mentioned |= terms.mentions.stream().anyMatch(word -> text.indexOf(word, text.length() - word.length()) >= 0);
    }

    /** The word is complete as soon as one of those that may be spelled is. */
    private void spell(int token) {
        spelling.add(token);
        if (spells.stream().anyMatch(word -> word.length == spelling.size() && beginsAsSpelled(word))) {
            spells = List.of();
            spelling.clear();
        }
    }

    private boolean endsSentence() {
        return text.length() > 0 && SENTENCE_ENDS.indexOf(text.charAt(text.length() - 1)) >= 0;
    }
}
