package io.m6flow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.rule.EventDefaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveSpeechTest {
    private static final long MILLI = 1_000_000;
    private static final PipelineScale SCALE = new PipelineScale(
            1, 1, Duration.ZERO, Duration.ZERO, 1, 5, 4, Duration.ofMillis(1), 1, Duration.ofMillis(10));

    private final AtomicLong time = new AtomicLong();
    private final LiveSpeech speech = new LiveSpeech(SCALE, SampleEvents.read(), () -> time.addAndGet(MILLI / 10));

    @Test
    void everySessionSpeaksInOrderAndEnds() {
        List<AsrSegment> spoken = new ArrayList<>();
        speech.speak(spoken::add);
        Map<String, List<AsrSegment>> sessions =
                spoken.stream().collect(Collectors.groupingBy(AsrSegment::getSessionId));
        assertThat(sessions).hasSize(SCALE.sessions());
        sessions.values().forEach(segments -> {
            List<AsrSegment> finals =
                    segments.stream().filter(AsrSegment::getFinal$).toList();
            assertThat(finals).extracting(AsrSegment::getSequence).containsExactly(0L, 1L, 2L, 3L);
            assertThat(finals).extracting(AsrSegment::getEndOfSession).containsExactly(false, false, false, true);
            assertThat(finals).allSatisfy(segment -> {
                assertThat(segment.getText()).isNotBlank();
                assertThat(segment.getEndMillis()).isGreaterThan(segment.getStartMillis());
            });
        });
    }

    @Test
    void aFirstGuessAtEachSegmentComesBeforeIt() {
        List<AsrSegment> spoken = new ArrayList<>();
        speech.speak(segment -> {
            if (segment.getSessionId().equals("LS-0")) {
                spoken.add(segment);
            }
        });
        for (int i = 0; i < spoken.size(); i += 2) {
            AsrSegment guess = spoken.get(i);
            AsrSegment said = spoken.get(i + 1);
            assertThat(guess.getFinal$()).isFalse();
            assertThat(guess.getSequence()).isEqualTo(said.getSequence());
            assertThat(guess.getProductId()).isEqualTo(said.getProductId());
            assertThat(said.getText()).startsWith(guess.getText());
            assertThat(guess.getText())
                    .isNotBlank()
                    .hasSizeLessThan(said.getText().length() + 1);
        }
    }

    @Test
    void aScriptTakesFromItsLastSegmentToItsDraft() {
        List<AsrSegment> spoken = new ArrayList<>();
        speech.speak(spoken::add);
        AsrSegment last = spoken.get(spoken.size() - 1);
        long appended = speech.appendedNanos(EventDefaults.orderKey(last).value(), last.getEndMillis());
        LiveDrafts drafts = new LiveDrafts(speech, Clock.fixed(Instant.ofEpochMilli(5000), ZoneOffset.UTC));

        drafts.take(draft(last, DraftOrigin.RAW_TRANSCRIPT), appended + 700 * MILLI);
        drafts.take(draft(last, DraftOrigin.MODEL), appended + 900 * MILLI);

        assertThat(drafts.percentile(100, LiveDrafts.Part.WHOLE)).isEqualTo(900);
        assertThat(drafts.percentile(50, LiveDrafts.Part.WHOLE)).isEqualTo(700);
        assertThat(drafts.percentile(50, LiveDrafts.Part.COMMITTING)).isEqualTo(400);
        assertThat(drafts.fallbackShare()).isEqualTo(0.5);
        assertThat(drafts.ended()).isEqualTo(2);
        assertThat(drafts.catalogue()).isZero();
    }

    @Test
    void aDraftThatEndsWhereNoSegmentDidIsRefused() {
        assertThatThrownBy(() -> speech.appendedNanos("H-0|LS-0", 1))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("H-0|LS-0");
    }

    private static byte[] draft(AsrSegment last, DraftOrigin origin) {
        return RecordCodec.of(ContentDraft.class)
                .encode(ContentDraft.newBuilder()
                        .setContentId("0".repeat(32))
                        .setTenant(last.getHostId())
                        .setKind(Kind.SCRIPT)
                        .setSubject(last.getSessionId() + "#0")
                        .setSubjectRevision(0)
                        .setOrderKey(EventDefaults.orderKey(last).value())
                        .setSource(Source.newBuilder()
                                .setEndMillis(last.getEndMillis())
                                .build())
                        .setText("x")
                        .setOrigin(origin)
                        .setCreatedAt(Instant.ofEpochMilli(4600))
                        .build());
    }
}
