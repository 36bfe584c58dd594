package io.m6flow.job.session;

import io.m6flow.job.event.EventRef;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a session that is going on. Fields are public because Flink reads and writes them; only
 * {@link SessionAssembler} and {@link PassageCutter} change them. Confined to the task's thread.
 */
public final class SessionMemory {
    static final long NONE = -1;

    /** The highest startMillis heard: the session's own clock. */
    public long clock = NONE;

    /** The sequence that is to be released next; NONE until the session has begun. */
    public long next = NONE;

    /** The sequence that the session ends with; NONE until it was heard. */
    public long end = NONE;

    /** Heard but not released, in order of sequence; one for each. */
    public List<HeardSegment> waiting = new ArrayList<>();

    /** Released without a final. */
    public List<SequenceRange> unsettled = new ArrayList<>();

    /** What the passage that is being gathered holds so far. */
    public List<HeardSegment> passage = new ArrayList<>();

    /** Passages cut so far. */
    public int passages;

    /** The segment that came last. */
    public @Nullable EventRef last;

    /** When the timer for silence is due, in milliseconds of the time of day; NONE if there is none. */
    public long silenceDue = NONE;

    /** When the timer for the end is due; NONE if there is none. */
    public long endDue = NONE;
}
