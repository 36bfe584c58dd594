package io.m6flow.benchmark;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.codec.RecordCodec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The drafts of live sessions as a reader sees them, and how long each took. Confined to one thread. */
final class LiveDrafts {
    /** What the time of a script is made of, in milliseconds. */
    enum Part {
        /** From its last segment to its draft, seen by a reader. */
        WHOLE("scriptMillis"),
        /** Until it was handed to the engine: until its end was known, and in Kafka and Flink before. */
        CUTTING("scriptCutMillis"),
        /** In the engine, before its first slot. */
        WAITING("scriptWaitMillis"),
        /** In its slot. */
        WRITING("scriptWriteMillis"),
        /** From the draft to its being visible: behind earlier passages, and to the end of a checkpoint. */
        COMMITTING("scriptCommitMillis");

        private final String key;

        Part(String key) {
            this.key = key;
        }

        /** Its name in the JSON file, without the percentile. */
        String key() {
            return key;
        }
    }

    private final RecordCodec<ContentDraft> codec = RecordCodec.of(ContentDraft.class);
    private final LiveSpeech speech;
    private final Clock clock;
    private final Map<Part, List<Double>> parts = new EnumMap<>(Part.class);
    private int catalogue;
    private int scripts;
    private int fallbacks;
    private int ended;

    LiveDrafts(LiveSpeech speech, Clock clock) {
        this.speech = speech;
        this.clock = clock;
        for (Part part : Part.values()) {
            parts.put(part, new ArrayList<>());
        }
    }

    /** A draft's bytes were seen at this moment. */
    void take(byte[] value, long seenNanos) {
        ContentDraft draft = codec.decode(value);
        if (draft.getKind() == Kind.SCRIPT) {
            script(draft, seenNanos);
        } else if (draft.getKind() != Kind.SUMMARY) {
            catalogue++;
        }
    }

    private void script(ContentDraft draft, long seenNanos) {
        scripts++;
        long end = Objects.requireNonNull(draft.getSource().getEndMillis(), "a passage has its end");
        double whole = (seenNanos - speech.appendedNanos(draft.getOrderKey(), end)) / 1e6;
        double committing = clock.millis() - draft.getCreatedAt().toEpochMilli();
        GenerationTrace trace = draft.getTrace();
        double waiting = trace == null ? 0 : trace.getWaitingMillis();
        double writing = trace == null ? 0 : trace.getGeneratingMillis();
        note(Part.WHOLE, whole);
        note(Part.COMMITTING, committing);
        note(Part.WAITING, waiting);
        note(Part.WRITING, writing);
        note(Part.CUTTING, whole - committing - waiting - writing);
        fallbacks += draft.getOrigin() == DraftOrigin.RAW_TRANSCRIPT ? 1 : 0;
        ended += speech.isEnd(end) ? 1 : 0;
    }

    private void note(Part part, double millis) {
        Objects.requireNonNull(parts.get(part)).add(millis);
    }

    /** Drafts of products. */
    int catalogue() {
        return catalogue;
    }

    int scripts() {
        return scripts;
    }

    /** Sessions of which the last passage was seen. */
    int ended() {
        return ended;
    }

    double fallbackShare() {
        return (double) fallbacks / scripts;
    }

    double percentile(int percent, Part part) {
        return Figures.percentile(
                percent,
                Objects.requireNonNull(parts.get(part)).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    @Override
    public String toString() {
        return catalogue + " drafts of products, " + scripts + " of scripts, " + ended + " sessions ended";
    }
}
