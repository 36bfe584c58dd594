package io.m6flow.job.session;

import static io.m6flow.schema.Outcome.AFTER_END;
import static io.m6flow.schema.Outcome.DUPLICATE;
import static io.m6flow.schema.Outcome.EMPTY;
import static io.m6flow.schema.Outcome.LATE;
import static io.m6flow.schema.Outcome.PARTIAL_REPLACED;
import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.job.event.EventRef;
import io.m6flow.job.event.RawEvent;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionAssemblerTest {
    private static final long SECOND = 1000;

    private final SessionAssembler assembler =
            new SessionAssembler(SessionSettings.defaults().withPassageCharacters(160));
    private final SessionMemory memory = new SessionMemory();
    private final List<String> passages = new ArrayList<>();
    private final List<String> subjects = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private int arrivals;
    private boolean ended;

    private record Settled(int arrival, Outcome outcome) {}

    @Test
    void joinsFinalsInTheOrderOfTheirSequence() {
        hear(0, "一");
        hear(2, "三");
        hear(1, "二");
        close();
        assertThat(passages).containsExactly("一 二 三");
        assertThat(settled).isEmpty();
    }

    @Test
    void aSessionMayBeginWithOneAndStillHearItsZero() {
        hear(1, "二");
        hear(0, "一");
        close();
        assertThat(passages).containsExactly("一 二");
    }

    @Test
    void aSessionThatIsJoinedMidwayBeginsWhereTheLatenessLeavesIt() {
        heardAt(100, 50 * SECOND, "甲");
        heardAt(101, 51 * SECOND, "乙");
        assertThat(memory.next).isEqualTo(SessionMemory.NONE);
        heardAt(102, 61 * SECOND, "丙");
        assertThat(memory.next).isEqualTo(103);
        heardAt(99, 62 * SECOND, "早");
        assertThat(settled).containsExactly(new Settled(3, DUPLICATE));
    }

    @Test
    void aFinalReplacesItsPartials() {
        hear(0, "一");
        partial(1, "二");
        partial(1, "二二");
        hear(1, "二二二");
        close();
        assertThat(passages).containsExactly("一 二二二");
        assertThat(settled).containsExactly(new Settled(1, PARTIAL_REPLACED), new Settled(2, PARTIAL_REPLACED));
    }

    @Test
    void aPartialAfterItsFinalIsReplacedToo() {
        hear(0, "一");
        partial(0, "一");
        hear(2, "三");
        partial(2, "三");
        assertThat(settled).containsExactly(new Settled(1, PARTIAL_REPLACED), new Settled(3, PARTIAL_REPLACED));
    }

    @Test
    void aSecondFinalIsADuplicateWhetherTheFirstWaitsOrHasLeft() {
        hear(0, "一");
        hear(0, "一");
        hear(2, "三");
        hear(2, "三");
        assertThat(settled).containsExactly(new Settled(1, DUPLICATE), new Settled(3, DUPLICATE));
    }

    @Test
    void anEmptyFinalSettlesItsSequenceAndReplacesItsPartials() {
        partial(0, "嗯");
        hear(0, " ");
        hear(1, "二");
        close();
        assertThat(passages).containsExactly("二");
        assertThat(settled).containsExactly(new Settled(0, PARTIAL_REPLACED), new Settled(1, EMPTY));
    }

    @Test
    void aGapIsGivenUpOnceTheSessionHasMovedOnAndItsSegmentIsLate() {
        heardAt(0, 0, "一");
        heardAt(2, 2 * SECOND, "三");
        heardAt(3, 12 * SECOND, "四");
        assertThat(memory.next).isEqualTo(1);
        heardAt(4, 13 * SECOND, "五");
        assertThat(memory.next).isEqualTo(5);
        heardAt(1, SECOND, "二");
        assertThat(settled).containsExactly(new Settled(4, LATE));
    }

    @Test
    void aPartialWhoseFinalNeverComesStandsInForIt() {
        heardAt(0, 0, "一");
        partialAt(1, SECOND, "二");
        heardAt(2, 2 * SECOND, "三");
        heardAt(3, 12 * SECOND, "四");
        assertThat(memory.next).isEqualTo(4);
        heardAt(1, SECOND, "二二");
        close();
        assertThat(String.join(" ", passages)).isEqualTo("一 二 三 四");
        assertThat(settled).containsExactly(new Settled(4, LATE));
    }

    @Test
    void theEndClosesTheSessionAtOnceWhenNothingIsMissing() {
        hear(0, "一");
        end(1, "完");
        assertThat(ended).isTrue();
        assertThat(passages).containsExactly("一 完");
    }

    @Test
    void theEndWaitsForWhatIsMissingBeforeIt() {
        hear(0, "一");
        end(2, "完");
        assertThat(ended).isFalse();
        hear(1, "二");
        assertThat(ended).isTrue();
        assertThat(passages).containsExactly("一 二 完");
    }

    @Test
    void whatLiesBeyondTheEndIsAfterIt() {
        hear(0, "一");
        hear(3, "散场");
        end(2, "完");
        hear(4, "散场");
        close();
        assertThat(ended).isTrue();
        assertThat(passages).containsExactly("一 完");
        assertThat(settled).containsExactlyInAnyOrder(new Settled(1, AFTER_END), new Settled(3, AFTER_END));
    }

    @Test
    void aRepeatedFinalMayBringTheEnd() {
        hear(0, "一");
        hear(1, "二");
        end(1, "二");
        assertThat(ended).isTrue();
        assertThat(settled).containsExactly(new Settled(2, DUPLICATE));
        assertThat(passages).containsExactly("一 二");
    }

    @Test
    void anEmptyEndClosesASessionInWhichNothingWasSaid() {
        end(1, "");
        assertThat(ended).isTrue();
        assertThat(passages).isEmpty();
        assertThat(settled).containsExactly(new Settled(0, EMPTY));
    }

    @Test
    void thePauseCutsAPassageOnlyOnceItHoldsEnough() {
        heardAt(0, 0, "短");
        heardAt(1, 10 * SECOND, "这一句话够长了吧它有二十多个字符在里面呢");
        heardAt(2, 20 * SECOND, "下一段");
        close();
        assertThat(passages).containsExactly("短 这一句话够长了吧它有二十多个字符在里面呢", "下一段");
        assertThat(subjects).containsExactly("0", "2");
    }

    @Test
    void anotherProductBeginsAnotherPassage() {
        heard(0, 0, "一", "P-1", true, false);
        heard(1, SECOND, "二", "P-1", true, false);
        heard(2, 2 * SECOND, "三", "P-2", true, false);
        close();
        assertThat(passages).containsExactly("一 二", "三");
    }

    @Test
    void aPartialAboutAnotherProductCompletesThePassageBeforeIt() {
        heard(0, 0, "一", "P-1", true, false);
        heard(1, SECOND, "二", "P-1", true, false);
        heard(2, 2 * SECOND, "三", "P-1", false, false);
        assertThat(passages).isEmpty();
        heard(2, 2 * SECOND, "三三", "P-2", false, false);
        assertThat(passages).containsExactly("一 二");
        heard(2, 2 * SECOND, "三三三", "P-2", true, false);
        close();
        assertThat(passages).containsExactly("一 二", "三三三");
    }

    @Test
    void aPartialAfterAPauseCompletesThePassageBeforeIt() {
        heardAt(0, 0, "这一句话够长了吧它有二十多个字符在里面呢");
        partialAt(1, 10 * SECOND, "下");
        assertThat(passages).containsExactly("这一句话够长了吧它有二十多个字符在里面呢");
    }

    @Test
    void passagesStayBelowTheirLimit() {
        for (int i = 0; i < 40; i++) {
            hear(i, "十个字的话说了又说了");
        }
        close();
        assertThat(passages)
                .hasSizeGreaterThan(2)
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(160));
    }

    @Test
    void aFullPassageDoesNotWaitForTheNextSegment() {
        String segment = "这一句话有二十个字它说了又说不想停下来呀";
        for (int i = 0; i < 5; i++) {
            hear(i, segment);
        }
        assertThat(passages).isEmpty();
        hear(5, segment);
        assertThat(passages).hasSize(1).allSatisfy(text -> assertThat(text).hasSize(6 * 20 + 5));
        end(6, segment);
        assertThat(passages).hasSize(2).endsWith(segment);
    }

    @Test
    void aSegmentThatIsTooLongIsCutAtItsSignsAndSettledOnce() {
        String sentence = "这是一句不长不短的话，后面还有一句。";
        hear(0, "开场");
        hear(1, sentence.repeat(20));
        hear(2, "结尾");
        close();
        assertThat(passages).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(160));
        assertThat(String.join("", passages).replace(" ", "")).isEqualTo("开场" + sentence.repeat(20) + "结尾");
        assertThat(subjects).startsWith("0", "1.1", "1.2").doesNotHaveDuplicates();
    }

    @Test
    void tooManyWaitingSegmentsDoNotWaitForTheClock() {
        hear(0, "一");
        for (int i = 2; i <= 1002; i++) {
            heardAt(i, 0, "话");
        }
        assertThat(memory.waiting).isEmpty();
        assertThat(memory.next).isEqualTo(1003);
    }

    private void hear(long sequence, String text) {
        heardAt(sequence, 0, text);
    }

    private void heardAt(long sequence, long start, String text) {
        heard(sequence, start, text, null, true, false);
    }

    private void partial(long sequence, String text) {
        partialAt(sequence, 0, text);
    }

    private void partialAt(long sequence, long start, String text) {
        heard(sequence, start, text, null, false, false);
    }

    private void end(long sequence, String text) {
        heard(sequence, 0, text, null, true, true);
    }

    private void heard(long sequence, long start, String text, String productId, boolean complete, boolean ends) {
        int arrival = arrivals++;
        RawEvent raw = new RawEvent(new EventOrigin("t", 0, (long) arrival), Instant.EPOCH, new byte[0], null, 0);
        EventRef event = new EventRef(raw, "S#" + sequence, true);
        apply(assembler.hear(
                memory, new HeardSegment(event, sequence, 0, start, start + 500, text, complete, productId, ends)));
    }

    private void close() {
        apply(assembler.close(memory));
    }

    private void apply(SessionStep step) {
        step.passages.forEach(passage -> {
            passages.add(passage.text());
            subjects.add(passage.name());
        });
        step.settled.forEach(one -> settled.add(
                new Settled((int) one.segment().event().raw().origin().getOffset(), one.outcome())));
        ended |= step.sessionEnded;
    }
}
