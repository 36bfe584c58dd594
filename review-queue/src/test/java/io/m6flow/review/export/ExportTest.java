package io.m6flow.review.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.review.AuditChain;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.ReviewTopics;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Decider;
import io.m6flow.schema.DeciderType;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    private static final Decider ANN = new Decider(DeciderType.PERSON, "Ann");
    private static final Decider POLICY = new Decider(DeciderType.POLICY, "default");

    @TempDir
    private Path folder;

    private ReviewSettings settings;
    private TopicWriter<ReviewDecision> decisions;
    private TopicWriter<ContentDraft> drafts;
    private final List<AuditChain.Link> sealed = new ArrayList<>();

    @BeforeEach
    void open() {
        REDIS.flush();
        var topics = new ReviewTopics(
                KAFKA.freshTopic("drafts"), "withdrawals", KAFKA.freshTopic("decisions"), "feedback", "dead");
        settings = ReviewSettings.of(REDIS.uri(), KAFKA.bootstrapServers()).withTopics(topics);
        decisions = KAFKA.writer(topics.decisions(), ReviewDecision.class);
        drafts = KAFKA.writer(topics.drafts(), ContentDraft.class);
    }

    @AfterEach
    void close() {
        decisions.close();
        drafts.close();
    }

    @Test
    void theLogBearsItsChainAndEachDecisionOnce() throws IOException {
        for (int i = 0; i < 3; i++) {
            decide(draft("P-" + i, 0), DecisionOutcome.APPROVED, ANN, "好");
        }
        decisions.writeBytes("again", sealed.get(2).bytes());

        DecisionExport.Summary summary;
        List<JsonNode> lines;
        try (DecisionLog log = DecisionLog.open(settings)) {
            summary = new DecisionExport(log, LabelPolicy.defaults()).write(folder.resolve("log.jsonl"), Selection.ALL);
            lines = lines("log.jsonl");
        }

        assertThat(summary.lines()).isEqualTo(3);
        assertThat(summary.head()).isEqualTo(sealed.get(2).head());
        assertThat(lines).extracting(line -> line.get("chainIndex").asLong()).containsExactly(1L, 2L, 3L);
        assertThat(lines.get(2).get("previousHash")).isEqualTo(lines.get(1).get("hash"));
        assertThat(folder.resolve("log.jsonl.part")).doesNotExist();
        assertThat(lines).allSatisfy(ExportTest::assertLabelled);
    }

    @Test
    void personsTeachByEditsAndByWhatTheySentBackAndRevoked() throws IOException {
        ContentDraft edited = written(draft("P-1", 0));
        decide(edited, DecisionOutcome.EDITED, ANN, "改过的");
        ContentDraft first = written(draft("P-2", 0));
        ContentDraft second =
                written(Drafts.reason("M-1", "P-2").attempt(1).text("第二稿").build());
        decide(first, DecisionOutcome.SENT_BACK, ANN, "");
        decide(second, DecisionOutcome.APPROVED, ANN, "第二稿");
        decide(draft("P-3", 0), DecisionOutcome.REJECTED, ANN, "");
        decide(draft("P-4", 0), DecisionOutcome.APPROVED, POLICY, "放行");
        ContentDraft revoked = draft("P-5", 0);
        decide(revoked, DecisionOutcome.APPROVED, POLICY, revoked.getText());
        decide(revoked, DecisionOutcome.REVOKED, ANN, "");
        decide(draft("P-6", 0), DecisionOutcome.SUPERSEDED, POLICY, "");
        ContentDraft deleted = draft("P-7", 0);
        decide(deleted, DecisionOutcome.APPROVED, ANN, deleted.getText());
        decide(deleted, DecisionOutcome.REVOKED, POLICY, "");

        TrainingExport.Summary summary = train(Selection.ALL);

        List<JsonNode> lines = lines("train.jsonl");
        assertThat(summary).isEqualTo(new TrainingExport.Summary(2, 2, 2));
        assertThat(lines).allSatisfy(ExportTest::assertLabelled);
        assertThat(lines)
                .filteredOn(line -> line.has("chosen"))
                .satisfiesExactlyInAnyOrder(
                        pair -> {
                            assertThat(pair.get("chosen").asText()).isEqualTo("改过的");
                            assertThat(pair.get("rejected").asText()).isEqualTo(edited.getText());
                            assertThat(pair.at("/prompt/attributes/0/value").asText())
                                    .isEqualTo("雪纺");
                            assertThat(pair.get("modelVersion").asText()).isEqualTo("m-1");
                        },
                        pair -> {
                            assertThat(pair.get("chosen").asText()).isEqualTo("第二稿");
                            assertThat(pair.get("rejected").asText()).isEqualTo(first.getText());
                        });
        assertThat(lines)
                .filteredOn(line -> line.path("label").asText().equals("reject"))
                .extracting(line -> line.get("contentId").asText())
                .containsExactlyInAnyOrder(draft("P-3", 0).getContentId(), revoked.getContentId());
        assertThat(lines)
                .filteredOn(line -> line.path("label").asText().equals("approve"))
                .extracting(line -> line.get("contentId").asText())
                .containsExactlyInAnyOrder(second.getContentId(), deleted.getContentId());
        assertThat(lines)
                .filteredOn(line -> line.path("label").asText().equals("approve"))
                .extracting(line -> line.at("/prompt/attributes/0/value").asText())
                .as("the draft of one of them is on the topic")
                .containsExactlyInAnyOrder("雪纺", "");
        assertThat(lines)
                .filteredOn(line -> line.path("label").asText().equals("reject"))
                .noneMatch(line -> line.has("prompt"));
    }

    private static void assertLabelled(JsonNode line) {
        assertThat(line.path("aiLabel").asText()).isEqualTo("AI生成");
        assertThat(line.path("AIGC").path("Label").asText()).isEqualTo("1");
        assertThat(line.path("AIGC").path("ProduceID")).isEqualTo(line.path("contentId"));
    }

    @Test
    void speechInTheLogHasNoLabelAndARejectedDraftHas() throws IOException {
        ContentDraft speech = Drafts.script("H-1", "S-1", 0).raw().build();
        decide(speech, DecisionOutcome.APPROVED, ANN, speech.getText());
        decide(draft("P-1", 0), DecisionOutcome.REJECTED, ANN, "");
        try (DecisionLog log = DecisionLog.open(settings)) {
            new DecisionExport(log, LabelPolicy.defaults()).write(folder.resolve("log.jsonl"), Selection.ALL);
        }

        List<JsonNode> lines = lines("log.jsonl");
        assertThat(lines.get(0).has("AIGC")).isFalse();
        assertLabelled(lines.get(1));
    }

    @Test
    void writesOnlyWhatIsWanted() throws IOException {
        decide(draft("P-1", 0), DecisionOutcome.REJECTED, ANN, "");

        assertThat(train(new Selection(Optional.of(new TenantId("M-2")), Optional.empty(), Optional.empty()))
                        .rejects())
                .isZero();
        assertThat(train(new Selection(Optional.empty(), Optional.of(Kind.SCRIPT), Optional.empty()))
                        .rejects())
                .isZero();
        assertThat(train(new Selection(
                                Optional.empty(), Optional.empty(), Optional.of(TestTime.NOW.plus(Duration.ofDays(1)))))
                        .rejects())
                .isZero();
        assertThat(train(new Selection(
                                Optional.of(new TenantId("M-1")), Optional.of(Kind.REASON), Optional.of(TestTime.NOW)))
                        .rejects())
                .isEqualTo(1);
    }

    @Test
    void aCheckFindsAGapAndAHeadThatIsNotTheNotedOne() {
        for (int i = 0; i < 3; i++) {
            decide(draft("P-" + i, 0), DecisionOutcome.APPROVED, ANN, "好");
        }
        AuditCheck check = new AuditCheck(settings);
        AuditChain.Head second = sealed.get(1).head();

        assertThat(check.check(Optional.of(second)).chain()).isInstanceOf(AuditChain.Report.Whole.class);
        assertThat(check.check(Optional.empty()).miscount())
                .hasValueSatisfying(why -> assertThat(why).contains("Kafka holds 3 decisions, and Redis counts 0"));
        assertThat(broken(check, new AuditChain.Head(2, "0".repeat(64)))).satisfies(found -> {
            assertThat(found.index()).isEqualTo(2);
            assertThat(found.why()).contains(second.hash());
        });
        assertThat(broken(check, new AuditChain.Head(9, "0".repeat(64))).why()).contains("ends before it");

        AuditChain.Link lost = AuditChain.seal(sealed.get(2).head(), decision(draft("P-8", 0), ANN));
        decisions.writeBytes(
                "gap",
                AuditChain.seal(lost.head(), decision(draft("P-9", 0), ANN)).bytes());
        assertThat(((AuditChain.Report.Broken) check.check(Optional.empty()).chain()).index())
                .isEqualTo(4);
    }

    private static AuditChain.Report.Broken broken(AuditCheck check, AuditChain.Head noted) {
        return (AuditChain.Report.Broken) check.check(Optional.of(noted)).chain();
    }

    private TrainingExport.Summary train(Selection wanted) throws IOException {
        try (DecisionLog log = DecisionLog.open(settings)) {
            return new TrainingExport(log, LabelPolicy.defaults()).write(folder.resolve("train.jsonl"), wanted);
        }
    }

    private List<JsonNode> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .map(JsonRecords::read)
                .toList();
    }

    private static ContentDraft draft(String product, int attempt) {
        return Drafts.reason("M-1", product).attempt(attempt).model("m-1").build();
    }

    private ContentDraft written(ContentDraft draft) {
        drafts.write(draft.getOrderKey(), draft);
        return draft;
    }

    private void decide(ContentDraft draft, DecisionOutcome outcome, Decider by, String text) {
        ReviewDecision decision = ReviewDecision.newBuilder(decision(draft, by))
                .setDecisionId(draft.getContentId() + "-" + sealed.size())
                .setOutcome(outcome)
                .setText(text)
                .build();
        AuditChain.Head head = sealed.isEmpty()
                ? AuditChain.Head.EMPTY
                : sealed.get(sealed.size() - 1).head();
        AuditChain.Link link = AuditChain.seal(head, decision);
        sealed.add(link);
        decisions.writeBytes(draft.getOrderKey(), link.bytes());
    }

    private static ReviewDecision decision(ContentDraft draft, Decider by) {
        return ReviewDecision.newBuilder()
                .setDecisionId(draft.getContentId() + "-1")
                .setContentId(draft.getContentId())
                .setTenant(draft.getTenant())
                .setKind(draft.getKind())
                .setSubject(draft.getSubject())
                .setSubjectRevision(draft.getSubjectRevision())
                .setAttempt(draft.getAttempt())
                .setOrderKey(draft.getOrderKey())
                .setOutcome(DecisionOutcome.APPROVED)
                .setBy(by)
                .setReasons(List.of("因为"))
                .setPublishSequence(1)
                .setText("好")
                .setDraftText(draft.getText())
                .setOrigin(draft.getOrigin())
                .setModel("m6-nano")
                .setModelVersion("m-1")
                .setDecidedAt(TestTime.NOW)
                .build();
    }
}
