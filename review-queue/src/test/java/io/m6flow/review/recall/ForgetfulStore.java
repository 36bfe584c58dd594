package io.m6flow.review.recall;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Reviewer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps all but what became of the texts, as a service that is killed. */
record ForgetfulStore(RecallStore store) implements RecallStore {
    @Override
    public void keep(Recall recall, List<FoundText> found) {
        store.keep(recall, found);
    }

    @Override
    public Optional<Recall> find(String id) {
        return store.find(id);
    }

    @Override
    public List<Recall> latest(int limit) {
        return store.latest(limit);
    }

    @Override
    public List<Entry> entries(String id, long from, int limit) {
        return store.entries(id, from, limit);
    }

    @Override
    public Ordered order(String id, Reviewer by) {
        return store.order(id, by);
    }

    @Override
    public Set<String> open() {
        return store.open();
    }

    @Override
    public void note(String id, long from, List<Fate> fates) {
        throw new ReviewQueueException("killed", new IllegalStateException());
    }
}
