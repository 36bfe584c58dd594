package io.m6flow.review;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.id.TenantId;
import java.util.List;

/** The queue as those see it who bring drafts. Thread-safe; see {@link ReviewQueue}. */
public interface QueueIntake {

    /** Takes a draft in; one that is known already, or read before, changes nothing. The ruling says who decides. */
    Admission admit(ContentDraft draft, SourcePosition position, Ruling ruling);

    /**
     * Takes drafts in, in this order, each as {@link #admit} does. If this throws, any of them may be in;
     * the call can be repeated.
     */
    List<Admission> admitAll(List<Arrival> arrivals);

    /** Voids what waits below the floor and, when the subject was deleted, revokes what is published. Answers how many items it decided. */
    int withdraw(Withdrawal withdrawal, SourcePosition position);

    /** What persons thought of the drafts without risk that they saw last, of one kind and version of a model. */
    TrackRecord trackRecord(TenantId tenant, Kind kind, String modelVersion);
}
