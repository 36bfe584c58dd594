package io.m6flow.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.PublishAction;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.rule.EventRules;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixturesTest {
    static Stream<SpecificRecordBase> records() {
        ContentDraft draft = Drafts.reason("M-1", "P-1").build();
        return Stream.of(
                draft,
                Drafts.theme("M-1", "P-1").build(),
                Drafts.hint("M-1", "P-1").build(),
                Drafts.badge("M-1", "P-1").build(),
                Drafts.script("H-1", "S-1", 2).raw().build(),
                Drafts.summary("H-1", "S-1", "all").build(),
                Decisions.approved(draft).build(),
                Decisions.edited(draft, "改过的推荐理由。").byPolicy("approve-all").build(),
                Decisions.rejected(draft, "与商品不符").build(),
                PublishedContents.reason("M-1", "P-1").build(),
                PublishedContents.passage("H-1", "S-1", 0).retracted().build(),
                ProductEvents.dress().build(),
                ProductEvents.deleted("M-1", "P-1").build(),
                Speech.session("S-1").says("喂喂能听见吗").segments().get(0));
    }

    @ParameterizedTest
    @MethodSource("records")
    void areWholeRecords(SpecificRecordBase made) {
        assertThat(roundTrip(made)).isEqualTo(made);
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecordBase> T roundTrip(T made) {
        RecordCodec<T> codec = RecordCodec.of((Class<T>) made.getClass());
        return codec.decode(codec.encode(made));
    }

    @Test
    void eventsPassTheRules() {
        assertThat(Stream.of(ProductEvents.dress(), ProductEvents.sweater(), ProductEvents.kettle())
                        .map(event -> EventRules.complaint(event.build())))
                .allMatch(complaint -> complaint.isEmpty());
        assertThat(Speech.session("S-1").says("好先看一号").ends().segments())
                .allMatch(segment -> EventRules.complaint(segment).isEmpty());
    }

    @Test
    void speechKeepsTimeAndSequence() {
        var segments = Speech.session("S-1")
                .seemsToSay("好先看")
                .says("好先看一号")
                .pauses(Duration.ofSeconds(3))
                .says("碎花这条裙子")
                .ends()
                .segments();
        assertThat(segments).extracting(AsrSegment::getSequence).containsExactly(1L, 1L, 2L, 3L);
        assertThat(segments.get(2).getStartMillis() - segments.get(1).getEndMillis())
                .isEqualTo(3_250);
    }

    @Test
    void anotherAttemptIsAnotherContentInTheSamePlace() {
        var first = Drafts.reason("M-1", "P-1");
        var second = Drafts.reason("M-1", "P-1").attempt(1);
        assertThat(second.build().getContentId()).isNotEqualTo(first.build().getContentId());
        assertThat(PublishedKey.of(PublishedContents.of(second.build()).build()))
                .isEqualTo(PublishedKey.of(PublishedContents.of(first.build()).build()));
    }

    @Test
    void whatIsRetractedHasNoText() {
        var retracted = PublishedContents.reason("M-1", "P-1").retracted().build();
        assertThat(retracted.getAction()).isEqualTo(PublishAction.RETRACT);
        assertThat(retracted.getText()).isEmpty();
    }
}
