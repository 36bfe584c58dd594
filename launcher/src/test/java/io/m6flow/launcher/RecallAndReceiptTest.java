package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.Topic;
import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.redis.WrittenView;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.PublishedContents;
import io.m6flow.testkit.kafka.TopicWriter;
import io.m6flow.testkit.redis.RedisServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people run them, beside a review service with a Kafka of its own: its audit chain is this test's alone. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecallAndReceiptTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Reviewer LIN = new Reviewer("林小满");
    private static final String BAD = "全网最低价，V领配高腰线。";

    @TempDir
    private static Path directory;

    private LocalKafka kafka;
    private ReviewCore core;
    private ReviewServer pages;
    private Path leadsToken;
    private Path reviewersToken;
    private String said = "";

    @BeforeAll
    void start() throws IOException {
        REDIS.flush();
        kafka = new LocalKafka(KafkaOptions.in(directory.resolve("kafka")));
        kafka.start();
        kafka.createTopics(Topics.all().stream()
                .map(topic -> new Topic(topic.name(), topic.partitions(), topic.config()))
                .toList());
        Settings settings = Settings.from(Configuration.read(
                null,
                Map.of(),
                Map.of(
                        ConfigKey.DATA_DIR, directory.toString(),
                        ConfigKey.REVIEW_POLICY, "manual",
                        ConfigKey.REVIEW_UNDO_WINDOW, "PT0S",
                        ConfigKey.REVIEW_PORT, "0")));
        core = ReviewParts.core(settings, kafka.bootstrapServers(), REDIS.uri());
        Path tokens = directory.resolve("tokens.json");
        leadsToken = token(tokens, "陈组长", Role.LEAD);
        reviewersToken = token(tokens, "吴", Role.REVIEWER);
        pages = ReviewParts.pages(settings, core, Tokens.watched(tokens, Clock.systemUTC()));
        core.start();
        pages.start();
    }

    private static Path token(Path tokens, String name, Role role) throws IOException {
        String token = Tokens.add(tokens, new Principal(name, role, Optional.empty()), Optional.empty());
        return Files.writeString(directory.resolve("token-of-" + role.word()), token + "\n");
    }

    @AfterAll
    void stop() {
        pages.close();
        core.close();
        kafka.close();
    }

    @BeforeEach
    void forget() {
        said = "";
    }

    @Test
    void tellsTheStoryOfATextFromItsSourceToItsRecall() {
        ContentDraft first = Drafts.reason("M-1", "P-1").model("v7").build();
        draft(first);
        decide(first, new Verdict.SendBack(List.of("太平淡"), List.of()));
        ContentDraft second = Drafts.reason("M-1", "P-1")
                .attempt(1)
                .text("V领配高腰线，夏天穿正好。")
                .finding("LAW_SEASON", "夏天")
                .model("v7")
                .build();
        draft(second);
        decide(second, new Verdict.Edit(BAD));
        publish(second, 2, false);

        assertThat(run("receipt", second.getContentId())).isZero();
        assertThat(said)
                .contains("place     M-1  REASON  P-1", "revision  1, attempt 1")
                .contains("面料: 雪纺", "price: 199.00", "written   V领配高腰线，夏天穿正好。")
                .contains("model     m6-nano, version v7, prompt 1, seed 7", "60 tokens read, 20 written")
                .contains("WARNING LAW_SEASON \"夏天\"", "evidence  none")
                .contains("attempt before  " + first.getContentId(), "SENT_BACK by person 林小满", "because: 太平淡")
                .contains("EDITED by person 林小满 via API, publishSequence 2", "let out: " + BAD)
                .contains("chain entry ", ", linked; offset ", "audit chain  whole, ")
                .contains("stands    Kafka content.published: PUBLISH, publishSequence 2, partition ", "labelled AI生成")
                .contains("stands    Redis view: publishSequence 2, a text shows")
                .doesNotContain("NOT LINKED");

        recall("--term", "全网最低", "--reason", "新增禁用词", "--dry-run");
        assertThat(said)
                .contains(
                        "1 of 1 published texts found",
                        second.getContentId(),
                        "term \"全网最低\"",
                        "nothing was taken back")
                .doesNotContain(BAD);
        assertThat(recall("--term", "全网最低", "--reason", "新增禁用词", "--yes")).isZero();
        assertThat(said).contains("taken back 1 of 1, changed by others meanwhile 0, failed 0");
        String id = said.lines().findFirst().orElseThrow().split("[ :]", -1)[1];
        assertThat(recall("show", id)).isZero();
        assertThat(said).contains("ordered by 陈组长", second.getContentId(), "RETRACTED");
        assertThat(recall("list")).isZero();
        assertThat(said).contains(id, "DONE");
        awaitKafka();
        assertThat(run("receipt", "M-1", "reason", "P-1")).isZero();
        assertThat(said).contains("REVOKED by person 陈组长 via API", "because: recall:" + id + ": term");
        publish(second, 3, true);

        assertThat(run("receipt", "M-1", "REASON", "P-1", "--json")).isZero();
        JsonNode receipt = JsonRecords.read(said);
        assertThat(receipt.path("contentId").asText()).isEqualTo(second.getContentId());
        assertThat(receipt.path("draft").path("trace").path("seed").asLong()).isEqualTo(7);
        assertThat(receipt.path("draftAt").path("topic").asText()).isEqualTo(Topics.CONTENT_DRAFTS);
        assertThat(receipt.path("earlierAttempts")
                        .path(0)
                        .path("decisions")
                        .path(0)
                        .path("outcome")
                        .asText())
                .isEqualTo("SENT_BACK");
        assertThat(receipt.path("decisions"))
                .hasSize(2)
                .allSatisfy(decision ->
                        assertThat(decision.path("linked").asBoolean()).isTrue());
        assertThat(receipt.path("decisions").path(1).path("previousHash").asText())
                .isEqualTo(receipt.path("decisions").path(0).path("hash").asText());
        assertThat(receipt.path("sinks"))
                .hasSize(2)
                .allSatisfy(sink -> assertThat(sink.path("state").asText()).isEqualTo("RETRACTED"));
    }

    @Test
    void tellsOfATextThatNobodyHasDecidedYet() {
        ContentDraft draft = Drafts.badge("M-2", "P-2").build();
        draft(draft);

        assertThat(run("receipt", draft.getContentId())).isZero();

        assertThat(said)
                .contains("written   V领高腰", "decisions  none on review.decisions yet", "in the queue  WAITING")
                .contains("nothing   Kafka content.published: no record of this place");
    }

    @Test
    void saysWhatItDoesNotKnowAndWhatItCannotRead() {
        assertThat(run("receipt", "0".repeat(32))).isEqualTo(Main.MISUSED);
        assertThat(said).contains("nothing is known of 000");
        assertThat(run("receipt", "M-1", "REASON", "no-such")).isEqualTo(Main.MISUSED);
        assertThat(run("receipt", "xyz")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("a contentId is 32 hexadecimal digits");
        assertThat(run("receipt", "M-1", "REASON")).isEqualTo(Main.MISUSED);
        assertThat(run("receipt", "M-1", "SONNET", "P-1")).isEqualTo(Main.MISUSED);
    }

    @Test
    void recallsOnlyWhatWasConfirmedAndOnlyForALead() {
        ContentDraft draft = Drafts.reason("M-3", "P-3").text("史上最强的裙子").build();
        draft(draft);
        decide(draft, new Verdict.Approve());
        InputStream keyboard = System.in;
        try {
            System.setIn(new ByteArrayInputStream("2\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(recall("--term", "史上最强", "--reason", "r")).isEqualTo(Main.FAILED);
            assertThat(outcome(draft)).isEqualTo(DecisionOutcome.APPROVED);
            System.setIn(new ByteArrayInputStream("1\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(recall("--term", "史上最强", "--reason", "r")).isZero();
        } finally {
            System.setIn(keyboard);
        }
        assertThat(outcome(draft)).isEqualTo(DecisionOutcome.REVOKED);

        assertThat(runAs(reviewersToken, "--term", "x", "--reason", "r")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("answered 403: the role REVIEWER may not use");
        assertThat(recall("--reason", "r")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("say what is to be found");
        assertThat(recall("--check", "--dry-run", "--reason", "r")).isZero();
        assertThat(recall("show", "no/such")).isEqualTo(Main.MISUSED);
        assertThat(recall("--term", "x", "--reason", "r", "--since", "gestern")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("--since must be a day");
    }

    private void draft(ContentDraft draft) {
        try (TopicWriter<ContentDraft> drafts =
                new TopicWriter<>(kafka.bootstrapServers(), Topics.CONTENT_DRAFTS, ContentDraft.class)) {
            drafts.write(draft.getOrderKey(), draft);
        }
        await().atMost(PATIENCE)
                .until(() -> core.queue()
                        .find(new TenantId(draft.getTenant()), ContentId.of(draft))
                        .isPresent());
    }

    private void decide(ContentDraft draft, Verdict verdict) {
        Claim claim = ((ClaimResult.Granted)
                        core.queue().tryClaim(LIN, new TenantId(draft.getTenant()), ContentId.of(draft)))
                .claim();
        core.queue().decide(LIN, claim, verdict);
        awaitKafka();
    }

    private void awaitKafka() {
        await().atMost(PATIENCE).until(() -> core.queue().counts().unsent() == 0);
    }

    private DecisionOutcome outcome(ContentDraft draft) {
        return core.queue()
                .find(new TenantId(draft.getTenant()), ContentId.of(draft))
                .map(item -> Objects.requireNonNull(item.decision()).outcome())
                .orElseThrow();
    }

    /** What the publish job makes of a decision. */
    private void publish(ContentDraft draft, long sequence, boolean retract) {
        PublishedContents content =
                PublishedContents.of(draft).sequence(sequence).text(BAD);
        PublishedContent published = (retract ? content.retracted() : content).build();
        try (TopicWriter<PublishedContent> topic =
                        new TopicWriter<>(kafka.bootstrapServers(), Topics.CONTENT_PUBLISHED, PublishedContent.class);
                WrittenView view = new WrittenView(REDIS.uri())) {
            topic.write(PublishedKey.of(published).value(), published);
            view.publish(published);
        }
    }

    private int recall(String... arguments) {
        return runAs(leadsToken, arguments);
    }

    private int runAs(Path token, String... arguments) {
        List<String> all = new ArrayList<>(List.of("recall"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", pages.address().toString(), "--token-file", token.toString()));
        return say(all);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--set", "kafka.bootstrap=" + kafka.bootstrapServers(), "--set", "redis.uri=" + REDIS.uri()));
        return say(all);
    }

    private int say(List<String> arguments) {
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(out, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return Main.run(arguments.toArray(String[]::new));
        } finally {
            System.setOut(outBefore);
            System.setErr(errBefore);
            said = out.toString(StandardCharsets.UTF_8);
        }
    }
}
