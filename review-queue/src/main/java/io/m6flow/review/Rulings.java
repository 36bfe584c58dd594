package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.util.HashMap;
import java.util.Map;

/** What a policy says of drafts that come together; looks up each track record once. Confined to one thread. */
public final class Rulings {
    private final ReviewPolicy policy;
    private final QueueIntake queue;
    private final Map<Author, TrackRecord> records = new HashMap<>();

    private record Author(TenantId tenant, Kind kind, String modelVersion) {}

    public Rulings(ReviewPolicy policy, QueueIntake queue) {
        this.policy = policy;
        this.queue = queue;
    }

    /** The arrival with its ruling. */
    public Arrival on(Arrival arrival) {
        ContentDraft draft = arrival.draft();
        return new Arrival(draft, arrival.position(), policy.rule(draft, () -> record(arrival)));
    }

    private TrackRecord record(Arrival arrival) {
        GenerationTrace trace = arrival.draft().getTrace();
        return trace == null
                ? TrackRecord.NONE
                : records.computeIfAbsent(
                        new Author(arrival.tenant(), arrival.draft().getKind(), trace.getModelVersion()),
                        author -> queue.trackRecord(author.tenant(), author.kind(), author.modelVersion()));
    }
}
