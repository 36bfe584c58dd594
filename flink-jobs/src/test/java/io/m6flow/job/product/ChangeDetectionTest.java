package io.m6flow.job.product;

import static io.m6flow.schema.Kind.BADGE;
import static io.m6flow.schema.Kind.HINT;
import static io.m6flow.schema.Kind.REASON;
import static io.m6flow.schema.Kind.THEME;
import static io.m6flow.schema.Outcome.DELETED;
import static io.m6flow.schema.Outcome.SUPERSEDED;
import static io.m6flow.schema.Outcome.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Attribute;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.Source;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.AvroTrust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeDetectionTest {
    static {
        AvroTrust.establish();
    }

    private static final List<Kind> ALL = List.of(REASON, THEME, HINT, BADGE);
    private static final Source DRESS = facts("碎花裙", "女装", "雪纺", "199");

    private ProductMemory memory = ProductMemory.none();

    @Test
    void writesEachKindThatANewProductAsksFor() {
        Verdict verdict = upsert(1, ALL, DRESS);
        assertThat(verdict.toWrite()).isEqualTo(ALL);
        assertThat(verdict.withdrawn()).isNull();
        assertThat(verdict.settled()).isEmpty();
    }

    @Test
    void writesNothingForTheSameFactsAtAHigherRevision() {
        upsert(1, ALL, DRESS);
        Verdict verdict = upsert(2, List.of(REASON, HINT), DRESS);
        assertThat(verdict.toWrite()).isEmpty();
        assertThat(verdict.withdrawn()).isNull();
        assertThat(verdict.settled()).containsExactly(Map.entry(REASON, UNCHANGED), Map.entry(HINT, UNCHANGED));
    }

    @Test
    void writesNothingForTheSameEventAgain() {
        upsert(1, ALL, DRESS);
        assertThat(upsert(1, List.of(REASON), DRESS).settled()).containsExactly(Map.entry(REASON, UNCHANGED));
    }

    @Test
    void writesTheKindThatFailedWhenItsEventIsReplayed() {
        upsert(3, ALL, DRESS);
        Verdict verdict = replay(3, THEME, DRESS);
        assertThat(verdict.toWrite()).containsExactly(THEME);
        assertThat(verdict.withdrawn()).isNull();
        assertThat(verdict.settled()).hasSize(3).containsValues(UNCHANGED, UNCHANGED, UNCHANGED);
    }

    @Test
    void aReplayedEventWritesThoughANewerOneChangedNoFact() {
        upsert(3, ALL, DRESS);
        upsert(5, ALL, DRESS);
        assertThat(replay(3, REASON, DRESS).toWrite()).containsExactly(REASON);
        assertThat(upsert(4, List.of(REASON), facts("碎花裙", "女装", "真丝", "199")).settled())
                .containsExactly(Map.entry(REASON, SUPERSEDED));
    }

    @Test
    void aReplayedEventBringsNoOldFactsBack() {
        upsert(3, ALL, DRESS);
        upsert(4, ALL, facts("碎花裙", "女装", "真丝", "199"));
        assertThat(replay(3, THEME, DRESS).settled()).containsEntry(THEME, SUPERSEDED);
        delete(5, ALL);
        assertThat(replay(3, THEME, DRESS).settled()).containsEntry(THEME, SUPERSEDED);
    }

    @Test
    void priceChangesNoFactThatAKindUses() {
        upsert(1, ALL, DRESS);
        assertThat(upsert(2, ALL, facts("碎花裙", "女装", "雪纺", "99")).settled().values())
                .containsOnly(UNCHANGED);
    }

    @Test
    void categoryChangesOnlyTheKindsThatUseIt() {
        upsert(1, ALL, DRESS);
        Verdict verdict = upsert(2, ALL, facts("碎花裙", "女装/连衣裙", "雪纺", "199"));
        assertThat(verdict.toWrite()).containsExactly(REASON, THEME);
        assertThat(verdict.settled()).containsExactly(Map.entry(HINT, UNCHANGED), Map.entry(BADGE, UNCHANGED));
        assertThat(verdict.withdrawn())
                .isEqualTo(new Verdict.Withdrawn(List.of(REASON, THEME), 2, WithdrawalCause.CHANGED));
    }

    @Test
    void theOrderOfAttributesIsNoFact() {
        Source one = Source.newBuilder(DRESS)
                .setAttributes(List.of(new Attribute("面料", "雪纺"), new Attribute("领型", "V领")))
                .build();
        Source other = Source.newBuilder(DRESS)
                .setAttributes(List.of(new Attribute("领型", "V领"), new Attribute("面料", "雪纺")))
                .build();
        upsert(1, ALL, one);
        assertThat(upsert(2, ALL, other).toWrite()).isEmpty();
    }

    @Test
    void aChangeWithdrawsWhatWasWrittenBeforeAndWritesAnew() {
        upsert(1, List.of(REASON), DRESS);
        Verdict verdict = upsert(5, List.of(REASON, THEME), facts("碎花裙", "女装", "真丝", "199"));
        assertThat(verdict.toWrite()).containsExactly(REASON, THEME);
        assertThat(verdict.withdrawn()).isEqualTo(new Verdict.Withdrawn(List.of(REASON), 5, WithdrawalCause.CHANGED));
    }

    @Test
    void aKindFirstAskedForIsWrittenThoughTheFactsAreKnown() {
        upsert(1, List.of(REASON), DRESS);
        Verdict verdict = upsert(2, List.of(REASON, BADGE), DRESS);
        assertThat(verdict.toWrite()).containsExactly(BADGE);
        assertThat(verdict.settled()).containsExactly(Map.entry(REASON, UNCHANGED));
    }

    @Test
    void anOlderRevisionIsSuperseded() {
        upsert(5, List.of(REASON), DRESS);
        Verdict verdict = upsert(4, List.of(REASON), facts("碎花裙", "女装", "真丝", "199"));
        assertThat(verdict.settled()).containsExactly(Map.entry(REASON, SUPERSEDED));
        assertThat(verdict.toWrite()).isEmpty();
        assertThat(verdict.withdrawn()).isNull();
    }

    @Test
    void otherFactsBetweenARevisionAndItsUnchangedSuccessorAreSuperseded() {
        upsert(1, List.of(REASON), DRESS);
        upsert(3, List.of(REASON), DRESS);
        assertThat(upsert(2, List.of(REASON), facts("碎花裙", "女装", "真丝", "199")).settled())
                .containsExactly(Map.entry(REASON, SUPERSEDED));
    }

    @Test
    void ofTwoEventsWithOneRevisionTheFirstStands() {
        upsert(5, List.of(REASON), DRESS);
        assertThat(upsert(5, List.of(REASON), facts("碎花裙", "女装", "真丝", "199")).settled())
                .containsExactly(Map.entry(REASON, SUPERSEDED));
    }

    @Test
    void aDeleteWithdrawsEveryKindThatWasWritten() {
        upsert(1, List.of(THEME, REASON), DRESS);
        Verdict verdict = delete(2, List.of(REASON, THEME, HINT));
        assertThat(verdict.withdrawn())
                .isEqualTo(new Verdict.Withdrawn(List.of(REASON, THEME), 3, WithdrawalCause.DELETED));
        assertThat(verdict.settled().values()).containsExactly(DELETED, DELETED, DELETED);
        assertThat(verdict.toWrite()).isEmpty();
    }

    @Test
    void aDeleteOfAnUnknownProductWithdrawsAllKinds() {
        assertThat(delete(7, ALL).withdrawn()).isEqualTo(new Verdict.Withdrawn(ALL, 8, WithdrawalCause.DELETED));
    }

    @Test
    void aStaleDeleteIsSuperseded() {
        upsert(5, ALL, DRESS);
        Verdict verdict = delete(5, List.of(REASON));
        assertThat(verdict.settled()).containsExactly(Map.entry(REASON, SUPERSEDED));
        assertThat(verdict.withdrawn()).isNull();
        assertThat(upsert(6, List.of(REASON), DRESS).settled()).containsExactly(Map.entry(REASON, UNCHANGED));
    }

    @Test
    void aRepeatedDeleteIsSuperseded() {
        delete(5, ALL);
        assertThat(delete(5, ALL).settled().values()).containsOnly(SUPERSEDED);
    }

    @Test
    void anUpsertAtOrBelowADeleteIsSuperseded() {
        delete(5, ALL);
        assertThat(upsert(5, List.of(REASON), DRESS).settled()).containsExactly(Map.entry(REASON, SUPERSEDED));
        assertThat(upsert(4, List.of(REASON), DRESS).settled()).containsExactly(Map.entry(REASON, SUPERSEDED));
    }

    @Test
    void aProductThatComesBackIsWrittenAgainFromTheSameFacts() {
        upsert(1, List.of(REASON), DRESS);
        delete(2, List.of(REASON));
        Verdict verdict = upsert(3, List.of(REASON), DRESS);
        assertThat(verdict.toWrite()).containsExactly(REASON);
        assertThat(verdict.withdrawn()).isNull();
    }

    @Test
    void theHighestRevisionOfAllHasAFloorToo() {
        Verdict.Withdrawn withdrawn = delete(Long.MAX_VALUE, ALL).withdrawn();
        assertThat(withdrawn.floorRevision()).isEqualTo(Long.MAX_VALUE);
    }

    private Verdict upsert(long revision, List<Kind> kinds, Source source) {
        return remember(ChangeDetection.judge(memory, ProductOperation.UPSERT, revision, kinds, null, source));
    }

    private Verdict replay(long revision, Kind failed, Source source) {
        return remember(ChangeDetection.judge(memory, ProductOperation.UPSERT, revision, ALL, failed, source));
    }

    private Verdict delete(long revision, List<Kind> kinds) {
        return remember(
                ChangeDetection.judge(memory, ProductOperation.DELETE, revision, kinds, null, facts("", "", "", "")));
    }

    private Verdict remember(Verdict verdict) {
        memory = verdict.memory();
        return verdict;
    }

    private static Source facts(String title, String category, String fabric, String price) {
        return Source.newBuilder()
                .setTitle(title)
                .setCategory(category)
                .setAttributes(List.of(new Attribute("面料", fabric)))
                .setPrice(price)
                .build();
    }
}
