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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProductJobTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private JobOnKafka job;

    @BeforeEach
    void makeJob() {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory());
    }

    @AfterEach
    void stopJob() throws Exception {
        job.close();
    }

    @Test
    void draftsEveryKindAndWithdrawsWhatChangesAndWhatGoesAway() throws Exception {
        job.start();
        job.send(ProductEvents.dress().build());
        job.awaitOutcomes(4);
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
        List<EventOutcome> outcomes = job.awaitOutcomes(11);

        assertThat(outcomes).hasSize(11);
        assertThat(outcomes)
                .extracting(EventOutcome::getOutcome)
                .containsOnlyOnce(Outcome.DELETED, Outcome.SUPERSEDED)
                .filteredOn(outcome -> outcome == Outcome.UNCHANGED)
                .hasSize(4);
        assertThat(outcomes).extracting(EventOutcome::getOrderKey).containsOnly("M-1|P-1");
        assertThat(job.drafts())
                .extracting(ContentDraft::getContentId)
                .hasSize(5)
                .doesNotHaveDuplicates();
        assertThat(job.withdrawals())
                .extracting(Withdrawal::getCause, Withdrawal::getFloorRevision, Withdrawal::getKinds)
                .containsExactly(
                        tuple(WithdrawalCause.CHANGED, 2L, List.of(Kind.REASON)),
                        tuple(WithdrawalCause.DELETED, 4L, List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE)));
        assertThat(job.deadLetters()).isEmpty();
    }

    @Test
    void aDraftSaysWhereItsTextComesFrom() throws Exception {
        job.start();
        job.send(ProductEvents.dress().asksFor(Kind.REASON).build());
        EventOutcome outcome = job.awaitOutcomes(1).get(0);
        ContentDraft draft = job.drafts().get(0);

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
        job.start();
        job.sendBytes(Topics.PRODUCT_EVENTS, nonsense);
        job.sendBytes(Topics.PRODUCT_EVENTS, cut);
        job.sendBytes(Topics.PRODUCT_EVENTS, large);
        job.send(broken);
        job.send(ProductEvents.kettle().asksFor(Kind.THEME).build());
        List<EventOutcome> outcomes = job.awaitOutcomes(5);

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.stream().filter(o -> o.getOutcome() == Outcome.DEAD_LETTER))
                .hasSize(4)
                .allSatisfy(outcome -> assertThat(outcome.getKind()).isNull());
        List<DeadLetter> letters = job.deadLetters();
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
        assertThat(job.drafts()).extracting(ContentDraft::getSubject).containsExactly("P-3");
    }

    @Test
    void whatTheGeneratorCannotWriteIsADeadLetterOfItsOwn() throws Exception {
        job.start();
        job.send(product("P-refused", WordsOfTheSource.REFUSE));
        job.send(product("P-failed", WordsOfTheSource.FAIL));
        job.send(product("P-broken", WordsOfTheSource.BREAK));
        job.send(product("P-always-busy", WordsOfTheSource.ALWAYS_BUSY));
        job.send(product("P-mute", WordsOfTheSource.MUTE));
        job.send(product("P-busy", WordsOfTheSource.BUSY));
        List<EventOutcome> outcomes = job.awaitOutcomes(6);

        assertThat(outcomes).hasSize(6);
        assertThat(job.drafts()).extracting(ContentDraft::getSubject).containsExactly("P-busy");
        assertThat(job.deadLetters())
                .extracting(DeadLetter::getSubject, DeadLetter::getReason, DeadLetter::getAttempts)
                .containsExactlyInAnyOrder(
                        tuple("P-refused", DeadLetterReason.REFUSED, 1),
                        tuple("P-failed", DeadLetterReason.GENERATION_FAILED, 1),
                        tuple("P-broken", DeadLetterReason.GENERATION_FAILED, 5),
                        tuple("P-always-busy", DeadLetterReason.GENERATION_FAILED, 5),
                        tuple("P-mute", DeadLetterReason.GENERATION_FAILED, 1));
        assertThat(job.deadLetters()).allSatisfy(letter -> {
            assertThat(letter.getKind()).isEqualTo(Kind.THEME);
            assertThat(RecordCodec.of(ProductEvent.class)
                            .decode(letter.getBytes().array())
                            .getProductId())
                    .isEqualTo(letter.getSubject());
        });
    }

    private static ProductEvent product(String id, String word) {
        return ProductEvents.kettle()
                .of("M-2", id)
                .title("水壶 " + word)
                .asksFor(Kind.THEME)
                .build();
    }
}
