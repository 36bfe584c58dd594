package io.m6flow.generator.law;

import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Guard;
import java.util.List;

/**
 * Finds what the advertising law, or the merchant, does not let a text say. The lexicon may be exchanged at any time;
 * a check uses one from its beginning to its end.
 */
public final class LexiconGuard implements Guard {
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
        return lexicon.check(draft.tenant(), draft.text());
    }
}
