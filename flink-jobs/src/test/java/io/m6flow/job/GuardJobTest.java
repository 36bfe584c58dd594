package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.TermOperation;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What guards notice stands in the drafts, and terms hold while the job runs. */
class GuardJobTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TERM = "收腰显瘦";

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    static Path directory;

    /** One job for all tests; each has merchants of its own. */
    private static JobOnKafka job;

    private final AtomicInteger products = new AtomicInteger();

    @BeforeAll
    static void startJob() throws Exception {
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory());
        job.send(change("M-early", TERM, TermOperation.ADD));
        job.with(settings -> settings.withGuards(job.terms())).start();
    }

    @AfterAll
    static void stopJob() throws Exception {
        job.close();
    }

    @Test
    void aClaimThatTheLawForbidsIsAFindingWithItsSpan() {
        ContentDraft draft = draft("M-law", "法式碎花裙全网第一");
        assertThat(draft.getFindings()).anySatisfy(finding -> {
            assertThat(finding.getRule()).isEqualTo("LAW_ABSOLUTE_TERM");
            assertThat(finding.getSeverity()).isEqualTo(Severity.ERROR);
            assertThat(draft.getText().substring(finding.getStart(), finding.getEnd()))
                    .contains("第一");
        });
        assertThat(rules(draft("M-law", "法式碎花裙第一次穿就喜欢"))).doesNotContain("LAW_ABSOLUTE_TERM");
    }

    @Test
    void whatReadsLikeAnotherProductOfTheMerchantIsNoted() {
        ContentDraft first = draft("M-same", "青瓷茶杯" + WordsOfTheSource.PRATTLE);
        ContentDraft second = draft("M-same", "实木书架" + WordsOfTheSource.PRATTLE);
        ContentDraft others = draft("M-other", "儿童雨衣" + WordsOfTheSource.PRATTLE);
        assertThat(rules(first)).doesNotContain("NEAR_DUPLICATE");
        assertThat(second.getFindings())
                .filteredOn(finding -> finding.getRule().equals("NEAR_DUPLICATE"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.getMessage()).contains(first.getSubject()));
        assertThat(rules(others)).doesNotContain("NEAR_DUPLICATE");
    }

    @Test
    void aTermThatStoodThereBeforeTheJobHoldsFromItsFirstText() {
        assertThat(rules(draft("M-early", "法式碎花裙" + TERM))).contains("LAW_MERCHANT_TERM");
        assertThat(rules(draft("M-late", "法式碎花裙" + TERM))).doesNotContain("LAW_MERCHANT_TERM");
    }

    @Test
    void aTermComesAndGoesWhileTheJobRuns() {
        job.send(change("M-own", TERM, TermOperation.ADD));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(rules(draft("M-own", "法式碎花裙" + TERM))).contains("LAW_MERCHANT_TERM"));
        job.send(change("M-own", TERM, TermOperation.REMOVE));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(rules(draft("M-own", "法式碎花裙" + TERM))).doesNotContain("LAW_MERCHANT_TERM"));
    }

    @Test
    void everybodysTermHoldsForEveryMerchant() {
        job.send(change("*", "碎花长袍", TermOperation.ADD));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(rules(draft("M-any", "碎花长袍"))).contains("LAW_MERCHANT_TERM"));
        assertThat(rules(draft("M-else", "碎花长袍"))).contains("LAW_MERCHANT_TERM");
    }

    /** The draft of a new product of this title. */
    private ContentDraft draft(String merchant, String title) {
        String product = "P-" + products.incrementAndGet();
        job.send(ProductEvents.dress()
                .of(merchant, product)
                .title(title)
                .asksFor(Kind.REASON)
                .build());
        List<ContentDraft> drafts = await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> job.drafts().stream()
                                .filter(draft -> draft.getTenant().equals(merchant)
                                        && draft.getSubject().equals(product))
                                .toList(),
                        found -> !found.isEmpty());
        return drafts.get(0);
    }

    private static List<String> rules(ContentDraft draft) {
        return draft.getFindings().stream().map(Finding::getRule).toList();
    }

    private static TermChange change(String tenant, String term, TermOperation operation) {
        return TermChange.newBuilder()
                .setTenant(tenant)
                .setTerm(term)
                .setOperation(operation)
                .setBy("lead-1")
                .setAt(TestTime.NOW)
                .build();
    }
}
