package io.m6flow.job.session;

import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.EventOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a session's passages on their way back into order. Fields are public because Flink reads and
 * writes them; only {@link SpeakingOrder} changes them. Confined to the task's thread.
 */
public final class OrderMemory {
    /** The index of the passage that is to leave next. */
    public int next;

    /** Cleaned before their turn, by index. */
    public Map<Integer, WriteResult> waiting = new HashMap<>();

    /** The outcomes of the passage that left last: they go with the next passage, or with the summary. */
    public List<EventOutcome> held = new ArrayList<>();

    /** All that left so far, in order. */
    public List<SpokenPassage> spoken = new ArrayList<>();

    /** How many of {@link #spoken} stand in a summary of a part already. */
    public int summedUp;

    /** How many parts have been summed up. */
    public int windows;

    /** Segments of which an early piece was lost. */
    public List<String> torn = new ArrayList<>();

    /** The end of the session, once it is known. */
    public @Nullable SessionEnd end;
}
