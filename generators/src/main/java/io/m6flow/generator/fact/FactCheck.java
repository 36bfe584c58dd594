package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Draft;
import java.util.ArrayList;
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
        String plain = Plain.of(draft.text());
        SourceFacts source = SourceFacts.of(draft.source(), reader);
        List<CheckedFact> facts = new ArrayList<>();
        for (Mention mention : reader.read(plain)) {
            CheckedFact fact = source.judge(mention, plain);
            if (fact.verdict() != Verdict.ABSENT || !mention.isWeak()) {
                facts.add(fact);
            }
        }
        return facts;
    }

    /** The facts of the transcript that the text no longer holds, but for those that the speaker took back. */
    public List<LostFact> lost(Draft draft) {
        String said = draft.source().transcript();
        String plain = Plain.of(said);
        String text = Plain.of(draft.text());
        List<LostFact> lost = new ArrayList<>();
        for (LostFacts.Lost one : LostFacts.find(plain, reader.read(plain), text, reader.read(text))) {
            Mention mention = one.mention();
            lost.add(new LostFact(one.position(), mention.type(), said.substring(mention.start(), mention.end())));
        }
        return lost;
    }
}
