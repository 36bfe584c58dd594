package io.m6flow.job.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.Samples;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.RawEvent;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Four sessions as they come from a recogniser: partials, repeats, swaps, an empty final, a long pause. */
class SampleSessionsTest {
    private final List<Long> endings = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final StringBuilder said = new StringBuilder();

    @ParameterizedTest
    @ValueSource(strings = {"LS-D1", "LS-D2", "LS-D3", "LS-D4"})
    void everySegmentEndsOnceAndEveryFinalIsSaidInOrder(String session) {
        List<AsrSegment> segments = session(session);
        SessionAssembler assembler = new SessionAssembler(SessionSettings.defaults());
        SessionMemory memory = new SessionMemory();
        boolean ended = false;
        for (int i = 0; i < segments.size(); i++) {
            HeardSegment segment = heard(segments.get(i), i);
            if (ended) {
                endings.add((long) i);
                outcomes.add(Outcome.AFTER_END);
            } else {
                SessionStep step = assembler.hear(memory, segment);
                count(step);
                ended = step.sessionEnded;
            }
        }
        assertThat(ended).as("the session ends by its own word").isTrue();
        assertThat(endings).hasSameSizeAs(segments).doesNotHaveDuplicates();
        assertThat(said.toString().replace(" ", "")).isEqualTo(finals(segments).replace(" ", ""));
        assertThat(outcomes).contains(Outcome.PARTIAL_REPLACED, Outcome.EMPTY).doesNotContain(Outcome.LATE);
    }

    private void count(SessionStep step) {
        step.settled.forEach(settled -> {
            endings.add(settled.segment().event().raw().origin().getOffset());
            outcomes.add(settled.outcome());
        });
        for (Passage passage : step.passages) {
            assertThat(passage.text()).hasSizeBetween(1, 160);
            said.append(passage.text());
            passage.segments().stream()
                    .filter(segment -> segment.event().settles())
                    .forEach(segment ->
                            endings.add(segment.event().raw().origin().getOffset()));
        }
    }

    private static String finals(List<AsrSegment> segments) {
        Map<Long, String> bySequence = new TreeMap<>();
        segments.stream()
                .filter(AsrSegment::getFinal$)
                .forEach(segment -> bySequence.putIfAbsent(
                        segment.getSequence(), segment.getText().strip()));
        return String.join("", bySequence.values());
    }

    private static HeardSegment heard(AsrSegment segment, int arrival) {
        RawEvent raw = new RawEvent(new EventOrigin("t", 0, (long) arrival), Instant.EPOCH, new byte[0], null, 0);
        return new HeardSegment(
                new EventRef(raw, segment.getSessionId() + "#" + segment.getSequence(), true),
                segment.getSequence(),
                0,
                segment.getStartMillis(),
                segment.getEndMillis(),
                segment.getText(),
                segment.getFinal$(),
                segment.getProductId(),
                segment.getEndOfSession());
    }

    private static List<AsrSegment> session(String id) {
        return Samples.segments().stream()
                .filter(segment -> segment.getSessionId().equals(id))
                .toList();
    }
}
