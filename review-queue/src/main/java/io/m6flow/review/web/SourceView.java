package io.m6flow.review.web;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a text was written from, each fact linked to the words that rest on it. */
record SourceView(ContentDraft draft, Words words) {

    private Source source() {
        return draft.getSource();
    }

    List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        addFact(facts, "title", source().getTitle());
        addFact(facts, "category", source().getCategory());
        addFact(facts, "price", source().getPrice());
        for (Attribute each : source().getAttributes()) {
            facts.add(new Fact(each.getName(), each.getName(), each.getValue(), links(each.getName())));
        }
        return facts;
    }

    private void addFact(List<Fact> facts, String field, @Nullable String value) {
        if (value != null) {
            facts.add(new Fact(field, words.say("source." + field), value, links(field)));
        }
    }

    /** The evidence that names this support, as {@link TextPiece#links()} writes it. */
    private String links(String support) {
        List<Evidence> evidence = draft.getEvidence();
        return IntStream.range(0, evidence.size())
                .filter(i -> evidence.get(i).getSupport().equals(support))
                .mapToObj(i -> "e" + i)
                .collect(Collectors.joining(" "));
    }

    String transcript() {
        return Objects.requireNonNullElse(source().getTranscript(), "");
    }

    /** From when to when the transcript was spoken, such as 12:05–12:31; empty if unknown. */
    String spokenAt() {
        Long start = source().getStartMillis();
        Long end = source().getEndMillis();
        return start == null || end == null ? "" : Clockface.of(start) + "–" + Clockface.of(end);
    }

    /** The moments of speech that the text rests on, in the order of the text. */
    List<Moment> moments() {
        List<Evidence> evidence = draft.getEvidence();
        return IntStream.range(0, evidence.size())
                .filter(i -> evidence.get(i).getAtMillis() != null)
                .mapToObj(i -> moment(evidence.get(i), "e" + i))
                .toList();
    }

    private Moment moment(Evidence evidence, String link) {
        long at = Objects.requireNonNull(evidence.getAtMillis());
        String words = TextPiece.within(draft.getText(), evidence.getStart(), evidence.getEnd());
        return new Moment(Clockface.of(at), words, link);
    }

    boolean isEmpty() {
        return facts().isEmpty() && transcript().isEmpty();
    }

    /**
     * A fact of the source.
     *
     * @param support what evidence calls it
     * @param links the evidence that rests on it; empty where the text does not use it
     */
    record Fact(String support, String name, String value, String links) {
        boolean isUsed() {
            return !links.isEmpty();
        }
    }

    /** A moment of speech with the words of the text that rest on it. */
    record Moment(String time, String words, String link) {}
}
