package io.m6flow.review.recall;

import static io.m6flow.review.recall.Sought.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.TextCheck;
import io.m6flow.review.Verdict;
import io.m6flow.review.Via;
import io.m6flow.review.redis.RedisLists;
import io.m6flow.review.redis.RedisPublishedItems;
import io.m6flow.review.redis.RedisRecallStore;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.Severity;
import io.m6flow.schema.id.ContentId;
import io.m6flow.testkit.Drafts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Recalls what stands published on a real Redis. */
class RecallsTest extends RecallSteps {
    @Test
    void findsATermHoweverItIsWrittenAndChangesNothingUntilItIsOrdered() {
        ContentDraft bad = publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        publish(Drafts.reason("M-1", "P-2").text(GOOD).build());
        publish(Drafts.badge("M-2", "P-3").text("全网最LOW").build());
        admit(Drafts.reason("M-1", "P-4").text(BAD).build(), PERSON);

        Recall found = search(texts().holding("最low"));

        assertThat(found)
                .returns(Recall.State.FOUND, Recall::state)
                .returns(3L, Recall::looked)
                .returns(2L, Recall::found)
                .returns(1L, Recall::waiting)
                .returns(REASON, Recall::reason);
        assertThat(recalls().step()).as("nothing is ordered").isFalse();
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(entries(found))
                .extracting(
                        entry -> entry.text().subject().value(),
                        entry -> entry.text().cause())
                .containsExactlyInAnyOrder(tuple("P-1", "term \"最low\""), tuple("P-3", "term \"最low\""));
    }

    @Test
    void takesBackWhatItFoundInTheLeadsNameAndTheChainSaysWhy() {
        ContentDraft bad = publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        ContentDraft good = publish(Drafts.reason("M-1", "P-2").text(GOOD).build());
        Recall found = search(texts().holding("最low"));

        assertThat(recalls().order(found.id(), LEAD)).isEqualTo(RecallStore.Ordered.NOW);
        finish();

        Recall done = recalls().find(found.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(Recall.State.DONE);
        assertThat(done.fates()).isEqualTo(new Recall.Fates(1, 0, 0));
        assertThat(done.order().orElseThrow().by()).isEqualTo("陈组长");
        assertThat(outcome(good)).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(decision(bad))
                .returns(DecisionOutcome.REVOKED, Decided::outcome)
                .returns("陈组长", decided -> decided.by().getName())
                .returns(Via.PAGE, Decided::via)
                .returns(List.of("recall:" + found.id() + ": term \"最low\"", REASON), Decided::reasons);
        assertThat(sent(bad))
                .extracting(ReviewDecision::getOutcome)
                .containsExactly(DecisionOutcome.APPROVED, DecisionOutcome.REVOKED);
        assertThat(recalls().order(found.id(), LEAD)).as("again").isEqualTo(RecallStore.Ordered.BEFORE);
        assertThat(recalls().step()).isFalse();
        assertThat(recalls().order("no-such", LEAD)).isEqualTo(RecallStore.Ordered.UNKNOWN);
    }

    @Test
    void looksAtTheTextThatWasPublishedAndNotAtTheDraft() {
        ContentDraft mended = Drafts.script("H-1", "LS-1", 0).text(BAD).build();
        ContentDraft spoilt = Drafts.script("H-1", "LS-1", 1).text(GOOD).build();
        decide(mended, new Verdict.Edit(GOOD));
        decide(spoilt, new Verdict.Edit(BAD));

        Recall found = search(texts().holding("最low"));

        assertThat(entries(found))
                .singleElement()
                .returns(ContentId.of(spoilt), entry -> entry.text().contentId());
    }

    @Test
    void findsWhatAModelWroteOrAVersionOfIt() {
        publish(Drafts.reason("M-1", "P-1").model("v1").build());
        publish(Drafts.reason("M-1", "P-2").model("v2").build());
        publish(Drafts.reason("M-1", "P-3").build());

        assertThat(search(texts().byModel("m6-nano")).found()).isEqualTo(2);
        Recall version = search(texts().byVersion("v2"));
        assertThat(entries(version)).singleElement().satisfies(entry -> {
            assertThat(entry.text().subject().value()).isEqualTo("P-2");
            assertThat(entry.text().cause()).isEqualTo("model m6-nano v2");
        });
    }

    @Test
    void findsWhatFailsTheGuardsOfTodayWithTheFactsItWasWrittenFrom() {
        publish(Drafts.reason("M-1", "P-1").text("两百元的裙子").build());
        publish(Drafts.reason("M-1", "P-2").text("199.00 元的裙子").build());
        TextCheck price = (tenant, kind, text, source) -> text.contains(Objects.requireNonNull(source.getPrice()))
                ? List.of(new Finding("TASTE", 0, 1, Severity.WARNING, "可以更好", null))
                : List.of(new Finding("FACT_PRICE", 0, 1, Severity.ERROR, "价格不符", null));
        Sought failing = texts().thatFailTheCheck();

        Recall found = search(recalls(new RecallChecks(TermSearch.PLAIN, Optional.of(price))), failing);

        assertThat(entries(found)).singleElement().satisfies(entry -> {
            assertThat(entry.text().subject().value()).isEqualTo("P-1");
            assertThat(entry.text().cause()).isEqualTo("check FACT_PRICE");
        });
        assertThatThrownBy(() -> search(failing)).hasMessageContaining("no check is at hand");
    }

    @Test
    void keepsToTenantKindAndTime() {
        ContentDraft reason = publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        publish(Drafts.badge("M-1", "P-1").text(BAD).build());
        publish(Drafts.reason("M-2", "P-1").text(BAD).build());
        Instant at = decision(reason).at();

        assertThat(search(shop().ofKind(Kind.REASON)).found()).isEqualTo(1);
        assertThat(search(shop()).found()).isEqualTo(2);
        assertThat(search(shop().ofKind(Kind.REASON).since(at)).found()).isEqualTo(1);
        assertThat(search(shop().ofKind(Kind.REASON).since(at.plusMillis(1))).found())
                .isZero();
        assertThat(search(shop().ofKind(Kind.REASON).until(at)).found()).isZero();
    }

    private static Sought shop() {
        return texts().ofTenant("M-1");
    }

    @Test
    void leavesAloneWhatOthersChangedMeanwhile() {
        ContentDraft replaced = publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        ContentDraft revoked = publish(Drafts.reason("M-1", "P-2").text(BAD).build());
        Recall found = search(texts().holding("最low"));
        ContentDraft newer =
                publish(Drafts.reason("M-1", "P-1").revision(2).text(GOOD).build());
        queue.revoke(
                LEAD, tenant(revoked), ContentId.of(revoked), decision(revoked).decisionId(), List.of("by hand"));

        recalls().order(found.id(), LEAD);
        finish();

        assertThat(recalls().find(found.id()).orElseThrow().fates()).isEqualTo(new Recall.Fates(0, 2, 0));
        assertThat(outcome(newer)).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(outcome(replaced)).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(decision(revoked).reasons()).containsExactly("by hand");
    }

    @Test
    void goesOnAfterItWasKilledBetweenPortionsAndRevokesNothingTwice() {
        List<ContentDraft> bad = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            bad.add(publish(Drafts.reason("M-1", "P-" + i).text(BAD).build()));
        }
        Recall found = search(texts().holding("最low"));
        recalls().order(found.id(), LEAD);
        assertThat(recalls().step()).isTrue();
        Recall half = recalls().find(found.id()).orElseThrow();
        assertThat(half.state()).isEqualTo(Recall.State.RETRACTING);
        assertThat(half.fates().retracted()).isEqualTo(PORTION);

        redis.close();
        open();
        finish();

        assertThat(recalls().find(found.id()).orElseThrow().fates()).isEqualTo(new Recall.Fates(5, 0, 0));
        assertThat(bad).allSatisfy(draft -> assertThat(revocations(draft)).isEqualTo(1));
        assertThat(queue.counts().decided()).containsEntry(DecisionOutcome.REVOKED, 5L);
    }

    /** Killed after Redis had revoked, and before that was noted. */
    @Test
    void countsAsItsOwnWhatItRevokedBeforeItWasKilled() {
        ContentDraft bad = publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        publish(Drafts.reason("M-1", "P-2").text(BAD).build());
        Recall found = search(texts().holding("最low"));
        recalls().order(found.id(), LEAD);
        RedisRecallStore store = new RedisRecallStore(redis);
        Recalls dying = new Recalls(
                queue,
                new RedisLists(redis),
                new RedisPublishedItems(redis),
                new ForgetfulStore(store),
                RecallChecks.TERMS_ALONE,
                Clock.systemUTC(),
                () -> "none",
                PORTION,
                10);

        assertThatThrownBy(dying::step).isInstanceOf(ReviewQueueException.class);
        assertThat(outcome(bad)).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(recalls().find(found.id()).orElseThrow().fates()).isEqualTo(Recall.Fates.NONE);
        finish();

        assertThat(recalls().find(found.id()).orElseThrow().fates()).isEqualTo(new Recall.Fates(2, 0, 0));
        assertThat(revocations(bad)).isEqualTo(1);
    }

    @Test
    void twoServicesThatWorkAtOneRecallCountEachTextOnce() {
        for (int i = 0; i < 4; i++) {
            publish(Drafts.reason("M-1", "P-" + i).text(BAD).build());
        }
        Recall found = search(texts().holding("最low"));
        RedisRecallStore store = new RedisRecallStore(redis);
        recalls().order(found.id(), LEAD);
        recalls().step();

        store.note(found.id(), 0, List.of(Fate.OVERTAKEN, Fate.OVERTAKEN));
        assertThat(recalls().find(found.id()).orElseThrow().fates())
                .as("what was noted first stands")
                .isEqualTo(new Recall.Fates(2, 0, 0));
        finish();

        assertThat(recalls().find(found.id()).orElseThrow().fates()).isEqualTo(new Recall.Fates(4, 0, 0));
        assertThat(store.open()).isEmpty();
    }

    @Test
    void endsASearchThatHasFoundEnoughAndSaysSo() {
        for (int i = 0; i < 4; i++) {
            publish(Drafts.reason("M-1", "P-" + i).text(BAD).build());
        }
        Recall three = search(recalls(RecallChecks.TERMS_ALONE, 3), texts().holding("最low"));
        assertThat(three).returns(3L, Recall::found).returns(true, Recall::more);
        Recall four = search(recalls(RecallChecks.TERMS_ALONE, 4), texts().holding("最low"));
        assertThat(four).returns(4L, Recall::found).returns(false, Recall::more);
    }

    @Test
    void keepsOrderedRecallsForEverAndOthersForAWeek() {
        publish(Drafts.reason("M-1", "P-1").text(BAD).build());
        Recall asked = search(texts().holding("最low"));
        Recall ordered = search(texts().holding("雪纺"));
        recalls().order(ordered.id(), LEAD);
        finish();

        assertThat(recalls().latest(10)).extracting(Recall::id).containsExactly(ordered.id(), asked.id());
        assertThat(recalls().latest(1)).extracting(Recall::id).containsExactly(ordered.id());
        assertThat(millisLeft("record:" + asked.id()))
                .isBetween(Duration.ofDays(6).toMillis(), Duration.ofDays(7).toMillis());
        assertThat(millisLeft("record:" + ordered.id())).as("no end").isEqualTo(-1);
        assertThat(millisLeft("found:" + ordered.id()))
                .isBetween(Duration.ofDays(89).toMillis(), Duration.ofDays(90).toMillis());
    }

    @Test
    void refusesCriteriaThatWouldBeEverything() {
        assertThatThrownBy(() -> texts().criteria()).hasMessageContaining("say what is to be found");
        assertThatThrownBy(() -> texts().holding("  ").criteria()).hasMessageContaining("term must have 1 to 100");
        assertThatThrownBy(() -> texts().holding("长".repeat(101)).criteria())
                .hasMessageContaining("term must have 1 to 100");
        assertThat(texts().holding("长".repeat(100)).criteria().term()).isPresent();
        assertThatThrownBy(() -> recalls().order("any", LIN)).hasMessageContaining("only a lead");
    }
}
