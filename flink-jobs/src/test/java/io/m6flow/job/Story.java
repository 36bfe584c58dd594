package io.m6flow.job;

import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.Speech;
import io.m6flow.testkit.TestTime;
import java.time.Duration;
import java.util.List;

/**
 * What comes to a generate job in three parts, with something of every sort under way after the first: a product, a
 * passage, a summary and a text sent back at the generator, a passage that waits for the one before it, one that is
 * being gathered, a segment that waits for an earlier one, a session that has ended, a product that was deleted.
 *
 * <p>Kept savepoints know the first part by offsets: a change here makes all of them useless. A new sort of thing gets a
 * story of its own.
 */
final class Story {
    /** What is there after the first part if all that can be held is held: outcomes, and held texts. */
    static final int FIRST_OUTCOMES = 11;

    static final int HELD = 4;

    /** Outcomes after the second part, with nothing held. */
    static final int SECOND_OUTCOMES = 26;

    /** What is there in the end. */
    static final int OUTCOMES = 33;

    static final int DRAFTS = 25;

    private static final int OPENING_DRAFTS = 9;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String FILLER = "这件衣服的面料很舒服大家可以放心拍下今天就发货";

    private final JobOnKafka job;

    Story(JobOnKafka job) {
        this.job = job;
    }

    /** Tells the first part, whether the job runs or not. */
    void firstPart() {
        opening();
        middle();
    }

    /** Tells the first part to a job that runs, and returns when all that can be held is held and the rest is done. */
    void firstPartHolding() {
        opening();
        await().atMost(PATIENCE).until(() -> job.drafts().size() == OPENING_DRAFTS);
        WordsOfTheSource.hold();
        middle();
        await().atMost(PATIENCE).until(() -> WordsOfTheSource.held() == HELD);
        job.awaitOutcomes(FIRST_OUTCOMES);
    }

    private void opening() {
        job.send(ProductEvents.dress().build());
        job.send(reason("P-2").build());
        job.send(reason("P-3").build());
        job.send(ProductEvents.deleted("M-1", "P-3")
                .revision(2)
                .asksFor(Kind.REASON)
                .build());
        job.sendAll(Speech.session("S-ended").says(FILLER).ends().segments());
        job.sendAll(summedUp().subList(0, 2));
    }

    private void middle() {
        job.send(reason("P-4").title("连衣裙" + WordsOfTheSource.HOLD).build());
        job.sendAll(summedUp().subList(2, 3));
        job.sendAll(open().subList(0, 4));
        job.sendAll(open().subList(5, 6));
        job.sendBack(feedback());
    }

    void secondPart() {
        job.send(ProductEvents.dress().build());
        job.send(reason("P-2").revision(2).title("新款针织衫").build());
        job.send(reason("P-3").build());
        job.send(reason("P-4").title("连衣裙" + WordsOfTheSource.HOLD).build());
        job.send(reason("P-5").build());
        job.sendAll(open().subList(4, 5));
        job.sendAll(open().subList(6, 7));
    }

    void thirdPart() {
        job.send(reason("P-2").revision(2).title("新款针织衫").build());
        job.send(reason("P-5").build());
        job.send(reason("P-6").build());
        job.sendAll(open().subList(7, 9));
    }

    private static ProductEvents reason(String id) {
        return ProductEvents.sweater().of("M-1", id).asksFor(Kind.REASON);
    }

    /** Nine segments; the second passage can be held. */
    private static List<AsrSegment> open() {
        Speech speech = Speech.session("S-open").about("P-1").says(FILLER + "一").pauses(PAUSE);
        speech.says(FILLER + WordsOfTheSource.HOLD)
                .pauses(PAUSE)
                .says(FILLER + "三")
                .pauses(PAUSE);
        speech.says(FILLER + "四").pauses(PAUSE).about("P-2").says(FILLER + "五").pauses(PAUSE);
        speech.says(FILLER + "六").pauses(PAUSE).says(FILLER + "七").pauses(PAUSE);
        return speech.says(FILLER + "八").ends().segments();
    }

    /** Three segments, two passages; the first passage and the summary can be held. */
    private static List<AsrSegment> summedUp() {
        return Speech.session("S-sum")
                .host("H-2")
                .says(WordsOfTheSource.HOLD + FILLER)
                .pauses(PAUSE)
                .says(FILLER + "二")
                .ends()
                .segments();
    }

    private static ReviewFeedback feedback() {
        ContentDraft draft = Drafts.reason("M-9", "P-9").build();
        draft.getSource().setTitle("半身裙" + WordsOfTheSource.HOLD);
        return ReviewFeedback.newBuilder()
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setOrderKey(draft.getOrderKey())
                .setSource(draft.getSource())
                .setAttempt(draft.getAttempt())
                .setReason("wording")
                .setRefused(List.of(draft.getText()))
                .setWithout(List.of("绝对"))
                .setCreatedAt(TestTime.NOW)
                .build();
    }
}
