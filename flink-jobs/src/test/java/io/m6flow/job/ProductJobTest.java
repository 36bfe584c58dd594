package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProductJobTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    static Path directory;

    /** One job for all tests; each has a merchant of its own. */
    private static JobOnKafka job;

    @BeforeAll
    static void startJob() throws Exception {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory()).start();
    }

    @AfterAll
    static void stopJob() throws Exception {
        job.close();
    }

    @Test
    void draftsEveryKindAndWithdrawsWhatChangesAndWhatGoesAway() throws Exception {
        job.send(ProductEvents.dress().build());
        outcomesOf("M-1", 4);
        job.send(ProductEvents.dress().build());
        job.send(ProductEvents.dress()
                .revision(2)
                .title("新款碎花裙")
                .asksFor(Kind.REASON)
                .build());
        job.send(ProductEvents.dress().title("旧款").asksFor(Kind.REASON).build());
        job.send(ProductEvents.deleted("M-1", "P-1")
                .revision(3)
                .asksFor(Kind.HINT)
                .build());
        List<EventOutcome> outcomes = outcomesOf("M-1", 11);

        assertThat(outcomes).hasSize(11);
        assertThat(outcomes)
                .extracting(EventOutcome::getOutcome)
                .containsOnlyOnce(Outcome.DELETED, Outcome.SUPERSEDED)
                .filteredOn(outcome -> outcome == Outcome.UNCHANGED)
                .hasSize(4);
        assertThat(outcomes).extracting(EventOutcome::getSubject).containsOnly("P-1");
        assertThat(job.drafts())
                .extracting(ContentDraft::getContentId)
                .hasSize(5)
                .doesNotHaveDuplicates();
        assertThat(job.withdrawals())
                .extracting(Withdrawal::getCause, Withdrawal::getFloorRevision, Withdrawal::getKinds)
                .containsExactly(
                        tuple(WithdrawalCause.CHANGED, 2L, List.of(Kind.REASON)),
                        tuple(WithdrawalCause.DELETED, 4L, List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE)));
    }

    @Test
    void aDraftSaysWhereItsTextComesFrom() throws Exception {
        job.send(
                ProductEvents.dress().of("M-source", "P-1").asksFor(Kind.REASON).build());
        EventOutcome outcome = outcomesOf("M-source", 1).get(0);
        ContentDraft draft = draftsOf("M-source").get(0);

        assertThat(outcome.getOutcome()).isEqualTo(Outcome.DRAFTED);
        assertThat(outcome.getContentId()).isEqualTo(draft.getContentId());
        assertThat(draft.getText()).contains("碎花连衣裙", "雪纺");
        assertThat(draft.getAlternatives()).hasSize(2);
        assertThat(draft.getEvidence()).anySatisfy(evidence -> {
            assertThat(evidence.getSupport()).isEqualTo("领型");
            assertThat(draft.getText().substring(evidence.getStart(), evidence.getEnd()))
                    .isEqualTo("V领");
        });
        assertThat(draft.getScores()).containsKeys("score", "coverage", "logProbability");
        assertThat(draft.getSource().getPrice()).isEqualTo("199.00");
        assertThat(draft.getTitle()).isEqualTo("法式碎花连衣裙女夏季新款收腰显瘦雪纺长裙");
        assertThat(draft.getTrace().getModel()).isEqualTo("words-of-the-source");
        assertThat(draft.getPriority()).isZero();
        assertThat(draft.getDeadline()).isNull();
    }

    @Test
    void poisonCostsItsOwnRecordOnly() throws Exception {
        byte[] nonsense = "no message".getBytes(StandardCharsets.UTF_8);
        byte[] cut =
                RecordCodec.of(ProductEvent.class).encode(ProductEvents.dress().build());
        cut = Arrays.copyOf(cut, cut.length - 5);
        byte[] large = RecordCodec.of(ProductEvent.class)
                .encode(ProductEvents.dress().title("裙".repeat(30_000)).build());
        ProductEvent broken = ProductEvents.dress()
                .title(" ")
                .without("面料")
                .without("领型")
                .without("腰型")
                .without("图案")
                .build();
        job.sendBytes(Topics.PRODUCT_EVENTS, nonsense);
        job.sendBytes(Topics.PRODUCT_EVENTS, cut);
        job.sendBytes(Topics.PRODUCT_EVENTS, large);
        job.send(broken);
        job.send(ProductEvents.kettle().asksFor(Kind.THEME).build());
        List<EventOutcome> outcomes = job.awaitOutcomes(outcome -> outcome.getKind() == null, 4);

        assertThat(outcomes)
                .extracting(EventOutcome::getOutcome)
                .containsOnly(Outcome.DEAD_LETTER)
                .hasSize(4);
        assertThat(outcomesOf("M-2", 1)).extracting(EventOutcome::getOutcome).containsExactly(Outcome.DRAFTED);
        List<DeadLetter> letters = job.deadLetters().stream()
                .filter(letter -> letter.getKind() == null)
                .toList();
        assertThat(letters)
                .extracting(DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.NOT_A_MESSAGE,
                        DeadLetterReason.NOT_A_MESSAGE,
                        DeadLetterReason.TOO_LARGE,
                        DeadLetterReason.INVALID);
        assertThat(letters)
                .extracting(DeadLetter::getBytes)
                .contains(ByteBuffer.wrap(nonsense), ByteBuffer.wrap(large));
        assertThat(letters)
                .allSatisfy(letter -> assertThat(letter.getOrigin().getTopic()).endsWith(Topics.PRODUCT_EVENTS));
    }

    @Test
    void whatTheGeneratorCannotWriteIsADeadLetterOfItsOwn() throws Exception {
        job.send(product("P-refused", WordsOfTheSource.REFUSE));
        job.send(product("P-failed", WordsOfTheSource.FAIL));
        job.send(product("P-broken", WordsOfTheSource.BREAK));
        job.send(product("P-always-busy", WordsOfTheSource.ALWAYS_BUSY));
        job.send(product("P-mute", WordsOfTheSource.MUTE));
        job.send(product("P-busy", WordsOfTheSource.BUSY));
        List<EventOutcome> outcomes = outcomesOf("M-words", 6);
        List<DeadLetter> letters = job.deadLetters().stream()
                .filter(letter -> letter.getOrderKey().startsWith("M-words|"))
                .toList();

        assertThat(outcomes).hasSize(6);
        assertThat(draftsOf("M-words")).extracting(ContentDraft::getSubject).containsExactly("P-busy");
        assertThat(letters)
                .extracting(DeadLetter::getSubject, DeadLetter::getReason, DeadLetter::getAttempts)
                .containsExactlyInAnyOrder(
                        tuple("P-refused", DeadLetterReason.REFUSED, 1),
                        tuple("P-failed", DeadLetterReason.GENERATION_FAILED, 1),
                        tuple("P-broken", DeadLetterReason.GENERATION_FAILED, 5),
                        tuple("P-always-busy", DeadLetterReason.GENERATION_FAILED, 5),
                        tuple("P-mute", DeadLetterReason.GENERATION_FAILED, 1));
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.getKind()).isEqualTo(Kind.THEME);
            assertThat(RecordCodec.of(ProductEvent.class)
                            .decode(letter.getBytes().array())
                            .getProductId())
                    .isEqualTo(letter.getSubject());
        });
    }

    @Test
    void aReplayWritesWhatCouldNotBeWrittenAndNothingTwice() throws Exception {
        ProductEvent event = ProductEvents.kettle()
                .of("M-replay", "P-late")
                .title("水壶 " + WordsOfTheSource.LATE)
                .asksFor(Kind.THEME)
                .build();
        job.send(event);
        assertThat(outcomesOf("M-replay", 1))
                .extracting(EventOutcome::getOutcome)
                .containsExactly(Outcome.DEAD_LETTER);

        job.send(event);
        job.replay(event, Kind.THEME);
        job.replay(event, Kind.HINT);
        assertThat(outcomesOf("M-replay", 4))
                .extracting(EventOutcome::getOutcome)
                .containsExactlyInAnyOrder(Outcome.DEAD_LETTER, Outcome.UNCHANGED, Outcome.DRAFTED, Outcome.UNCHANGED);
        assertThat(draftsOf("M-replay")).extracting(ContentDraft::getSubject).containsExactly("P-late");
    }

    @Test
    void whatIsDeletedOrRevisedWhileItIsWrittenIsCalledOff() throws Exception {
        job.sendProducts(
                List.of(endless("P-deleted").build(), endless("P-revised").build()));
        job.send(ProductEvents.deleted("M-off", "P-deleted")
                .revision(2)
                .asksFor(Kind.THEME)
                .build());
        job.send(endless("P-revised").revision(2).title("水壶").build());

        // Without being called off, the first two would wait for half an hour.
        assertThat(job.awaitOutcomes(outcome -> outcome.getSubject().equals("P-deleted"), 2))
                .extracting(EventOutcome::getOutcome)
                .containsExactlyInAnyOrder(Outcome.SUPERSEDED, Outcome.DELETED);
        assertThat(job.awaitOutcomes(outcome -> outcome.getSubject().equals("P-revised"), 2))
                .extracting(EventOutcome::getOutcome)
                .containsExactlyInAnyOrder(Outcome.SUPERSEDED, Outcome.DRAFTED);
    }

    private static ProductEvents endless(String id) {
        return ProductEvents.kettle()
                .of("M-off", id)
                .title(WordsOfTheSource.NEVER)
                .asksFor(Kind.THEME);
    }

    private static ProductEvent product(String id, String word) {
        return ProductEvents.kettle()
                .of("M-words", id)
                .title("水壶 " + word)
                .asksFor(Kind.THEME)
                .build();
    }

    private static List<EventOutcome> outcomesOf(String merchant, int count) {
        return job.awaitOutcomes(outcome -> outcome.getOrderKey().startsWith(merchant + "|"), count);
    }

    private static List<ContentDraft> draftsOf(String merchant) {
        return job.drafts().stream()
                .filter(draft -> draft.getTenant().equals(merchant))
                .toList();
    }
}
