package io.m6flow.generator.law;

import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Guard;
import io.m6flow.generator.guard.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what the advertising law, or the merchant, does not let a text say. Where the lexicon finds nothing, passages that
 * read like unlawful claims all the same are pointed out as {@value #LIKELY}. The lexicon may be exchanged at any time; a
 * check uses one from its beginning to its end.
 */
public final class LexiconGuard implements Guard {
    /** The rule of a passage that no term of the lexicon explains. */
    public static final String LIKELY = "LAW_LIKELY_CLAIM";

    /** From this likelihood on a passage is pointed out. */
    static final double SUSPICIOUS = 0.5;

    /** Of fewer characters little can be said. */
    private static final int SHORTEST = 10;

    private final ClaimModel model = ClaimModel.shipped();
    private volatile Lexicon lexicon;

    public LexiconGuard(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** The one in use. */
    public Lexicon lexicon() {
        return lexicon;
    }

    /** Checks that begin from now on use this one. Whoever derives it from the one in use keeps others from doing so. */
    public void use(Lexicon newer) {
        lexicon = newer;
    }

    @Override
    public List<Finding> check(Draft draft) {
        Lexicon now = lexicon;
        Reading reading = now.read(draft.text());
        List<Finding> found = now.check(draft.tenant(), reading);
        List<Finding> likely = new ArrayList<>();
        for (Excerpt excerpt : Excerpt.of(reading)) {
            int start = reading.startInText(excerpt.start());
            int end = reading.endInText(excerpt.end() - 1);
            boolean explained = found.stream().anyMatch(each -> each.start() < end && each.end() > start);
            boolean tells = !explained && excerpt.end() - excerpt.start() >= SHORTEST;
            if (tells && model.likelihood(excerpt) >= SUSPICIOUS) {
                likely.add(new Finding(LIKELY, start, end, Severity.WARNING, "读来像广告法不允许的说法，词库中没有对应的词，请核对", null));
            }
        }
        if (likely.isEmpty()) {
            return found;
        }
        likely.addAll(found);
        likely.sort(Lexicon.BY_PLACE);
        return likely;
    }
}
