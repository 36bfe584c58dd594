package io.m6flow.job.session;

import io.m6flow.schema.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What follows from one thing that happened to a session. Filled by {@link SessionAssembler}, then read. */
final class SessionStep {
    /** A segment that ended without becoming part of a passage. */
    record Settled(HeardSegment segment, Outcome outcome) {}

    final List<Passage> passages = new ArrayList<>();
    final List<Settled> settled = new ArrayList<>();
    boolean sessionEnded;

    void settle(HeardSegment segment, Outcome outcome) {
        settled.add(new Settled(segment, outcome));
    }
}
