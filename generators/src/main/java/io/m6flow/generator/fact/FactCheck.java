package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Draft;
import java.util.List;

/**
 * Looks up every fact of a text in what it was written from: numbers with their units, prices, materials, colours, sizes,
 * brands and origins. Throws for no text, however odd. Safe for use by many threads.
 */
public final class FactCheck {
    private final MentionReader reader;

    private FactCheck(MentionReader reader) {
        this.reader = reader;
    }

    /** Reads the vocabulary of this build: a few milliseconds, once. */
    public static FactCheck read() {
        return new FactCheck(new MentionReader(Vocabulary.read(), Units.read()));
    }

    /** The facts of the text, in its order; they do not overlap. */
    public List<CheckedFact> check(Draft draft) {
        return facts(draft).checked();
    }

    /** The facts of the transcript that the text no longer holds, but for those that the speaker took back. */
    public List<LostFact> lost(Draft draft) {
        return facts(draft).lost();
    }

    /** The facts of a transcript in their order, but for those that the speaker takes back: 三百九 不对 是二百九. */
    public List<SpokenFact> spoken(String transcript) {
        return LostFacts.standing(new Passage(transcript, reader::read));
    }

    /** What a speaker takes back in so many words: 三百九 不对 of 三百九 不对 是二百九. */
    public List<Span> takenBack(String transcript) {
        return LostFacts.takenBack(new Passage(transcript, reader::read));
    }

    /** For who asks for both; used by one thread. */
    DraftFacts facts(Draft draft) {
        return new DraftFacts(draft, reader::read);
    }
}
