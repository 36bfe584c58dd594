package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import java.util.Set;
import java.util.function.Supplier;

/** Another policy, except that nothing of the marked kinds passes by itself: two persons must agree there. */
record TwoPersons(ReviewPolicy others, Set<Kind> kinds) implements ReviewPolicy {
    TwoPersons {
        kinds = Set.copyOf(kinds);
    }

    @Override
    public Ruling rule(ContentDraft draft, Supplier<TrackRecord> record) {
        return kinds.contains(draft.getKind()) ? new Ruling.AwaitPerson() : others.rule(draft, record);
    }

    @Override
    public boolean waitsForPeople() {
        return !kinds.isEmpty() || others.waitsForPeople();
    }

    @Override
    public String name() {
        return others.name();
    }
}
