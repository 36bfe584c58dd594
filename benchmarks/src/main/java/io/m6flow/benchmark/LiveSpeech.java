package io.m6flow.benchmark;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sessions that speak side by side, each what one of the samples says from some place on, at a steady speed: a segment
 * arrives when it has been spoken, and a first guess at it before. They begin one after another, within the time of a few
 * passages, so that their passages end at all times. Safe for many threads.
 */
final class LiveSpeech {
    /** Of the time from one segment's end to the next one's the host breathes a tenth. */
    private static final int BREATH = 10;

    /** As many segments as a few passages hold. */
    private static final int STAGGER_SEGMENTS = 16;

    private static final int OFFSET_SEGMENTS = 13;

    /** Of a segment's time and text, in percent, what a first guess at it holds. Recognisers guess several times a second. */
    private static final int GUESSED = 40;

    private record Due(long millis, AsrSegment segment) {}

    private final PipelineScale scale;
    private final LongSupplier nanos;
    private final List<Due> schedule = new ArrayList<>();
    private final Map<String, Long> appended = new ConcurrentHashMap<>();

    LiveSpeech(PipelineScale scale, SampleEvents samples, LongSupplier nanos) {
        this.scale = scale;
        this.nanos = nanos;
        long every = scale.segmentEvery().toMillis();
        long stagger = Math.min(STAGGER_SEGMENTS, scale.segments()) * every;
        for (int session = 0; session < scale.sessions(); session++) {
            long begins = stagger * session / scale.sessions();
            for (int i = 0; i < scale.segments(); i++) {
                AsrSegment segment = segment(samples, session, i, every);
                AsrSegment guess = guess(segment);
                schedule.add(new Due(begins + guess.getEndMillis(), guess));
                schedule.add(new Due(begins + segment.getEndMillis(), segment));
            }
        }
        schedule.sort(Comparator.comparingLong(Due::millis));
    }

    private AsrSegment segment(SampleEvents samples, int session, int number, long every) {
        List<AsrSegment> sample = samples.session(session);
        int from = session / samples.sessions() * OFFSET_SEGMENTS;
        AsrSegment said = sample.get((from + number) % sample.size());
        return AsrSegment.newBuilder(said)
                .setSessionId("LS-" + session)
                .setHostId("H-" + session)
                .setSequence(number)
                .setStartMillis(number * every + every / BREATH)
                .setEndMillis((number + 1) * every)
                .setEndOfSession(number == scale.segments() - 1)
                .build();
    }

    private static AsrSegment guess(AsrSegment segment) {
        String text = segment.getText();
        int signs = Math.max(1, text.codePointCount(0, text.length()) * GUESSED / 100);
        long spoken = segment.getEndMillis() - segment.getStartMillis();
        return AsrSegment.newBuilder(segment)
                .setText(text.substring(0, text.offsetByCodePoints(0, signs)))
                .setEndMillis(segment.getStartMillis() + spoken * GUESSED / 100)
                .setFinal$(false)
                .setEndOfSession(false)
                .build();
    }

    /** How long it takes to say it all. */
    Duration duration() {
        return Duration.ofMillis(schedule.get(schedule.size() - 1).millis());
    }

    /** Hands each segment over when its time has come, and notes when that was; ends early when interrupted. */
    void speak(Consumer<AsrSegment> to) {
        long begun = nanos.getAsLong();
        for (Due due : schedule) {
            long at = begun + due.millis() * 1_000_000;
            while (nanos.getAsLong() < at) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LockSupport.parkNanos(at - nanos.getAsLong());
            }
            AsrSegment segment = due.segment();
            if (segment.getFinal$()) {
                appended.put(key(EventDefaults.orderKey(segment).value(), segment.getEndMillis()), nanos.getAsLong());
            }
            to.accept(segment);
        }
    }

    /**
     * When the segment was handed over that ended there.
     *
     * @param orderKey of its session
     */
    long appendedNanos(String orderKey, long endMillis) {
        Long at = appended.get(key(orderKey, endMillis));
        if (at == null) {
            throw new BenchException("a draft of " + orderKey + " ends at " + endMillis + " ms, where no segment did");
        }
        return at;
    }

    /** Whether a session has been said to its end there. */
    boolean isEnd(long endMillis) {
        return endMillis == scale.segments() * scale.segmentEvery().toMillis();
    }

    private static String key(String orderKey, long endMillis) {
        return orderKey + "@" + endMillis;
    }
}
