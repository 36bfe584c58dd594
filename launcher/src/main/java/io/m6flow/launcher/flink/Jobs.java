package io.m6flow.launcher.flink;

import io.m6flow.generator.BackEnd;
import io.m6flow.job.ContentJob;
import io.m6flow.job.Delivery;
import io.m6flow.job.GenerateSettings;
import io.m6flow.job.PublishSettings;
import io.m6flow.job.PublishSinks;
import io.m6flow.job.kafka.FollowedTerms;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.sink.file.JsonLinesSink;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.sink.redis.RedisViewSettings;
import io.m6flow.sink.redis.RedisViewSink;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The two jobs with their ends on Kafka and Redis.
 *
 * @param format what records on the topics look like
 * @param productDelivery how new drafts about products reach their topic
 * @param liveBudget time from a live segment's arrival to the deadline of its draft; null for input that ends by itself
 * @param silence time without a segment after which a session counts as ended
 * @param transactionTimeout how long Kafka keeps what a stopped job had not committed
 * @param publishedFiles where published content also goes as JSON Lines
 */
public record Jobs(
        String bootstrap,
        URI redis,
        BackEnd generator,
        TopicFormat format,
        Delivery productDelivery,
        @Nullable Duration liveBudget,
        Duration silence,
        Duration checkpointInterval,
        Duration transactionTimeout,
        Optional<Path> publishedFiles) {
    public static final String GENERATE = "m6flow-generate";
    public static final String PUBLISH = "m6flow-publish";

    public void generate(StreamExecutionEnvironment env) {
        KafkaEnds ends = ends(GENERATE);
        ContentJob.generate(env, ends.generateSources(), ends.generateSinks(productDelivery), generateSettings());
    }

    public void publish(StreamExecutionEnvironment env) {
        KafkaEnds ends = ends(PUBLISH);
        Map<String, Sink<PublishedContent>> sinks = new TreeMap<>();
        sinks.put("kafka", ends.published());
        sinks.put("redis-view", new RedisViewSink(RedisViewSettings.of(redis)));
        publishedFiles.ifPresent(directory -> sinks.put("files", JsonLinesSink.in(directory.toUri())));
        ContentJob.publish(
                env,
                ends.publishSources(),
                new PublishSinks(sinks, ends.deadLetters()),
                PublishSettings.defaults().withCheckpointInterval(checkpointInterval));
    }

    private GenerateSettings generateSettings() {
        GenerateSettings settings =
                GenerateSettings.with(GeneratorFactory.leasing(generator))
                .withGuards(new FollowedTerms(bootstrap, "", format))
                .withCheckpointInterval(checkpointInterval);
        // Wherever Flink puts them, the instances of one process can fill its generator, and one alone can too.
        return settings.withWriting(settings.writing().withCapacity(generator.width()))
                .withSession(settings.session().withLiveBudget(liveBudget).withSilence(silence));
    }

    private KafkaEnds ends(String job) {
        return KafkaEnds.of(TopicSinkSettings.exactlyOnce(bootstrap, job)
                .withTransactionTimeout(transactionTimeout)
                .withFormat(format));
    }
}
