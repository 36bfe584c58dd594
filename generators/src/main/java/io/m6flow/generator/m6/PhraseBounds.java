package io.m6flow.generator.m6;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds a text to the ways of a {@link PhraseGraph}, each word of two or more characters at most once. Several readings
 * of the same characters are followed side by side.
 */
final class PhraseBounds implements Bound {
    /** Far enough to see that what is begun, such as 采用, can be brought to an end. */
    private static final int WORDS_AHEAD = 4;

    private final Vocabulary vocabulary;
    private final int end;
    private final StringBuilder text = new StringBuilder();
    private Set<PhraseGraph.Node> at = new LinkedHashSet<>();

    PhraseBounds(PhraseGraph.Node start, Vocabulary vocabulary, int end) {
        this.vocabulary = vocabulary;
        this.end = end;
        at.add(start);
    }

    @Override
    public void narrow(float[] logits) {
        Set<Integer> allowed = new HashSet<>();
        Map<Question, Boolean> answers = new HashMap<>();
        for (PhraseGraph.Node node : open()) {
            node.next().forEach((token, child) -> {
                if (leadsOn(new Question(child, WORDS_AHEAD), answers)) {
                    allowed.add(token);
                }
            });
        }
        if (at.stream().anyMatch(PhraseBounds::mayEndAfter)) {
            allowed.add(end);
        }
        Bound.keepOnly(logits, allowed);
    }

    private static boolean mayEndAfter(PhraseGraph.Node node) {
        return node.then().stream().anyMatch(PhraseGraph.Node::mayEnd);
    }

    /** Can an end, or this many words not yet used, be reached from here, the word that this node is in included? */
    private record Question(PhraseGraph.Node node, int words) {}

    private boolean leadsOn(Question question, Map<Question, Boolean> answers) {
        Boolean known = answers.get(question);
        if (known != null) {
            return known;
        }
        PhraseGraph.Node node = question.node();
        int after = question.words() - 1;
        boolean wordEnds = !node.word().isEmpty() && isNew(node.word());
        boolean leads = wordEnds
                && (after == 0
                        || mayEndAfter(node)
                        || node.then().stream().anyMatch(state -> anyLeadsOn(state, after, answers)));
        leads = leads || anyLeadsOn(node, question.words(), answers);
        answers.put(question, leads);
        return leads;
    }

    private boolean anyLeadsOn(PhraseGraph.Node node, int words, Map<Question, Boolean> answers) {
        return node.next().values().stream().anyMatch(child -> leadsOn(new Question(child, words), answers));
    }

    private boolean isNew(String word) {
        return word.length() == 1 || text.indexOf(word) < 0;
    }

    /** The nodes from which the next token may go: those inside words, and the states after words that ended. */
    private Set<PhraseGraph.Node> open() {
        Set<PhraseGraph.Node> open = new LinkedHashSet<>(at);
        at.forEach(node -> open.addAll(node.then()));
        return open;
    }

    @Override
    public void push(int token) {
        Set<PhraseGraph.Node> next = new LinkedHashSet<>();
        for (PhraseGraph.Node node : open()) {
            PhraseGraph.Node child = node.follow(token);
            if (child != null) {
                next.add(child);
            }
        }
        at = next;
        int c = vocabulary.codePointOf(token);
        if (c >= 0) {
            text.appendCodePoint(c);
        }
    }
}
