package io.m6flow.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.m6flow.job.writing.WordsOfTheSource;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.NotAMessageException;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.kafka.KafkaServer;
import io.m6flow.testkit.registry.RegistryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The generate job with a schema registry. */
class RegistryJobTest {
    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    Path directory;

    private RegistryServer registry;
    private JobOnKafka job;

    @BeforeEach
    void start() throws Exception {
        registry = RegistryServer.start();
        job = new JobOnKafka(KAFKA, directory, WordsOfTheSource.factory())
                .withFormat(registry.format())
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        job.close();
        registry.close();
    }

    @Test
    void readsBothFormatsFromOneTopicAndWritesTheRegistrys() throws Exception {
        job.send(product("P-1"));
        job.sendBytes(Topics.PRODUCT_EVENTS, framed(product("P-2")));
        job.sendBytes(Topics.PRODUCT_EVENTS, new byte[] {0, 0, 0, 0, 99, 1});

        List<EventOutcome> outcomes = job.awaitOutcomes(3);

        assertThat(outcomes)
                .extracting(EventOutcome::getOutcome)
                .containsExactlyInAnyOrder(Outcome.DRAFTED, Outcome.DRAFTED, Outcome.DEAD_LETTER);
        assertThat(job.drafts()).extracting(ContentDraft::getSubject).containsExactlyInAnyOrder("P-1", "P-2");
        assertThat(job.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.NOT_A_MESSAGE);
            assertThat(letter.getMessage())
                    .contains("its schema id 99 is unknown to the registry at " + registry.url());
            assertThat(letter.getSize()).isEqualTo(6);
        });
        assertThat(registry.subjects()).contains(job.topic("content.drafts-value"), job.topic("event.outcomes-value"));
        var withoutRegistry = KAFKA.reader(job.topic(Topics.CONTENT_DRAFTS), ContentDraft.class);
        assertThatThrownBy(withoutRegistry::committed)
                .isInstanceOf(NotAMessageException.class)
                .hasMessageContaining("in a registry, and none is configured here");
    }

    @Test
    void aRegistryThatIsAwayCostsNoRecord() throws Exception {
        byte[] event = framed(product("P-1"));
        job.send(product("P-0"));
        job.awaitOutcomes(1);
        int before = registry.requests();
        registry.away(503);
        job.sendBytes(Topics.PRODUCT_EVENTS, event);
        // One run of the job gives up after fewer questions than that.
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> registry.requests() >= before + 6);
        registry.back();

        assertThat(job.awaitOutcomes(2)).extracting(EventOutcome::getOutcome).containsOnly(Outcome.DRAFTED);
        assertThat(job.deadLetters()).extracting(DeadLetter::getMessage).isEmpty();
        assertThat(job.drafts()).hasSize(2);
    }

    private byte[] framed(ProductEvent event) {
        return registry.format()
                .encoder(job.topic(Topics.PRODUCT_EVENTS), ProductEvent.class)
                .encode(event);
    }

    private static ProductEvent product(String id) {
        return ProductEvents.dress().of("M-1", id).asksFor(Kind.REASON).build();
    }
}
