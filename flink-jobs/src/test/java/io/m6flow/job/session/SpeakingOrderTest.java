package io.m6flow.job.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.event.Endings;
import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.RawEvent;
import io.m6flow.job.event.Rejection;
import io.m6flow.job.writing.ProductSpeech;
import io.m6flow.job.writing.WriteRequest;
import io.m6flow.job.writing.WriteResult;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Outcome;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakingOrderTest {
    private static final SessionName NAME = SessionName.of("H-1|S-1");
    private static final EventRef LAST = event(9, true);

    private static final SessionSettings SETTINGS = SessionSettings.defaults().withSummaryEvery(Duration.ofSeconds(60));

    private final SessionRequests requests = new SessionRequests(SETTINGS, () -> TestTime.NOW);
    private final SpeakingOrder order = new SpeakingOrder(SETTINGS, requests, new Endings(() -> TestTime.NOW));
    private final OrderMemory memory = new OrderMemory();

    @Test
    void holdsBackWhatIsCleanedBeforeItsTurn() {
        assertThat(order.take(memory, cleaned(1)).drafts).isEmpty();
        assertThat(order.take(memory, cleaned(0)).drafts)
                .extracting(ContentDraft::getPassageIndex)
                .containsExactly(0, 1);
    }

    @Test
    void theLastOutcomesWaitForTheSummary() {
        assertThat(order.take(memory, cleaned(0)).outcomes).isEmpty();
        assertThat(order.take(memory, cleaned(1)).outcomes)
                .extracting(EventOutcome::getSubject)
                .containsExactly("S-1#0");
        OrderStep end = order.end(memory, new SessionEnd("H-1|S-1", 2, LAST));
        assertThat(end.outcomes).isEmpty();
        assertThat(end.sessionEnded).isTrue();
        assertThat(end.summaries.get(0).held())
                .extracting(EventOutcome::getSubject)
                .containsExactly("S-1#1");
        assertThat(end.summaries.get(0).text()).isEqualTo("第0段。第1段。");
        assertThat(end.summaries.get(0).blank().getSubject()).isEqualTo("S-1#all");
    }

    @Test
    void theEndWaitsForPassagesThatAreOnTheirWay() {
        order.take(memory, cleaned(0));
        assertThat(order.end(memory, new SessionEnd("H-1|S-1", 2, LAST)).sessionEnded)
                .isFalse();
        assertThat(order.take(memory, cleaned(1)).summaries).hasSize(1);
    }

    @Test
    void aSessionInWhichNothingWasSaidHasNoSummary() {
        OrderStep end = order.end(memory, new SessionEnd("H-1|S-1", 0, LAST));
        assertThat(end.sessionEnded).isTrue();
        assertThat(end.summaries).isEmpty();
    }

    @Test
    void aSessionOfWhichAllWasLostHasNoSummaryAndAllItsOutcomes() {
        order.take(memory, lost(0, event(0, true)));
        OrderStep end = order.end(memory, new SessionEnd("H-1|S-1", 1, LAST));
        assertThat(end.summaries).isEmpty();
        assertThat(end.outcomes).extracting(EventOutcome::getOutcome).containsExactly(Outcome.DEAD_LETTER);
    }

    @Test
    void aSegmentOfWhichAnEarlyPieceWasLostIsADeadLetterOnce() {
        OrderStep first = order.take(memory, lost(0, event(7, false)));
        assertThat(first.deadLetters).hasSize(1);
        assertThat(first.outcomes).isEmpty();
        order.take(memory, cleaned(1, event(7, true), event(8, true)));
        OrderStep third = order.take(memory, cleaned(2));
        assertThat(third.outcomes)
                .extracting(EventOutcome::getOutcome)
                .containsExactly(Outcome.DEAD_LETTER, Outcome.IN_PASSAGE);
    }

    @Test
    void aPartIsSummedUpAsSoonAsItSpansTheTime() {
        assertThat(order.take(memory, spoken(0, 0, 59_000, "P-1")).summaries).isEmpty();
        OrderStep full = order.take(memory, spoken(1, 59_000, 60_000, null));
        assertThat(full.summaries).hasSize(1);
        WriteRequest part = full.summaries.get(0);
        assertThat(part.blank().getSubject()).isEqualTo("S-1#0");
        assertThat(part.text()).isEqualTo("第0段。第1段。");
        assertThat(part.products()).extracting(ProductSpeech::productId).containsExactly("P-1");
        assertThat(part.held()).extracting(EventOutcome::getSubject).containsExactly("S-1#0");
        assertThat(full.outcomes).isEmpty();
    }

    @Test
    void theNextPartBeginsWhereTheLastEndedAndTheWholeHoldsBoth() {
        order.take(memory, spoken(0, 0, 60_000, null));
        assertThat(order.take(memory, spoken(1, 60_000, 119_000, null)).summaries)
                .isEmpty();
        WriteRequest second =
                order.take(memory, spoken(2, 119_000, 121_000, null)).summaries.get(0);
        assertThat(second.blank().getSubject()).isEqualTo("S-1#1");
        assertThat(second.text()).isEqualTo("第1段。第2段。");
        OrderStep end = order.end(memory, new SessionEnd("H-1|S-1", 3, LAST));
        assertThat(end.summaries.get(0).text()).isEqualTo("第0段。第1段。第2段。");
        assertThat(end.summaries.get(0).held())
                .extracting(EventOutcome::getSubject)
                .containsExactly("S-1#2");
    }

    @Test
    void whatIsAllAboutOneProductNeedsNoLineOnIt() {
        order.take(memory, spoken(0, 0, 10, "P-1"));
        order.take(memory, spoken(1, 10, 20, "P-1"));
        OrderStep end = order.end(memory, new SessionEnd("H-1|S-1", 2, LAST));
        assertThat(end.summaries.get(0).products()).isEmpty();
    }

    private WriteResult spoken(int index, long from, long to, String productId) {
        HeardSegment segment = new HeardSegment(event(index, true), index, 0, from, to, "话", true, productId, false);
        WriteRequest request = requests.passage(NAME, new Passage(index, List.of(segment)));
        ContentDraft draft = ContentDraft.newBuilder(request.blank())
                .setText("第" + index + "段。")
                .build();
        return new WriteResult(request, draft, null);
    }

    private WriteResult cleaned(int index) {
        return cleaned(index, event(index, true));
    }

    private WriteResult cleaned(int index, EventRef... events) {
        WriteRequest request = request(index, events);
        ContentDraft draft = ContentDraft.newBuilder(request.blank())
                .setText("第" + index + "段。")
                .build();
        return new WriteResult(request, draft, null);
    }

    private WriteResult lost(int index, EventRef... events) {
        return new WriteResult(
                request(index, events), null, new Rejection(DeadLetterReason.GENERATION_FAILED, "on purpose"));
    }

    private WriteRequest request(int index, EventRef... events) {
        List<HeardSegment> segments = Arrays.stream(events)
                .map(event -> new HeardSegment(event, index, 0, 0, 1, "话", true, null, false))
                .toList();
        return requests.passage(NAME, new Passage(index, segments));
    }

    private static EventRef event(long sequence, boolean settles) {
        RawEvent raw = new RawEvent(new EventOrigin("t", 0, sequence), TestTime.NOW, new byte[0], null, 0);
        return new EventRef(raw, "S-1#" + sequence, settles);
    }
}
