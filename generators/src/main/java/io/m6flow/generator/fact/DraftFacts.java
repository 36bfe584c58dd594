package io.m6flow.generator.fact;

import io.m6flow.generator.guard.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The facts of a draft and of what it was written from; each text is read once at most. Confined to one thread. */
final class DraftFacts {
    private final Passage text;
    private final SourceFacts source;

    DraftFacts(Draft draft, Function<String, List<Mention>> reader) {
        this.text = new Passage(draft.text(), reader);
        this.source = new SourceFacts(draft.source(), reader);
    }

    /** The facts of the text, in its order. */
    List<CheckedFact> checked() {
        List<CheckedFact> facts = new ArrayList<>();
        for (Mention mention : text.mentions()) {
            CheckedFact fact = source.judge(mention, text.plain());
            if (fact.verdict() != Verdict.ABSENT || !mention.isWeak()) {
                facts.add(fact);
            }
        }
        return facts;
    }

    /** The facts of the transcript that the text no longer holds, but for those that the speaker took back. */
    List<LostFact> lost() {
        return LostFacts.find(source.transcript(), text);
    }
}
