package io.m6flow.launcher.flink;

import io.m6flow.generator.BackEnd;
import io.m6flow.job.ContentJob;
import io.m6flow.job.Delivery;
import io.m6flow.job.GenerateSettings;
import io.m6flow.job.PublishSettings;
import io.m6flow.job.PublishSinks;
import io.m6flow.job.kafka.FollowedModels;
import io.m6flow.job.kafka.FollowedTerms;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.launcher.UsageException;
import io.m6flow.launcher.config.MoreSinks;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.file.FileFormat;
import io.m6flow.sink.file.PublishedFiles;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.sink.postgres.PostgresSink;
import io.m6flow.sink.redis.RedisViewSettings;
import io.m6flow.sink.redis.RedisViewSink;
import io.m6flow.sink.redis.WebhookSink;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
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
 * @param moreSinks where published content also goes
 * @param labels what AI label published content carries
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
        MoreSinks moreSinks,
        LabelPolicy labels) {
    public static final String GENERATE = "m6flow-generate";
    public static final String PUBLISH = "m6flow-publish";
    public static final String REPLAY = "m6flow-replay";

    public void generate(StreamExecutionEnvironment env) {
        KafkaEnds ends = ends(GENERATE);
        ContentJob.generate(env, ends.generateSources(), ends.generateSinks(productDelivery), generateSettings());
    }

    public void publish(StreamExecutionEnvironment env) {
        KafkaEnds ends = ends(PUBLISH);
        ContentJob.publish(
                env,
                ends.publishSources(),
                new PublishSinks(sinks(ends), ends.unlabelled(), ends.deadLetters()),
                PublishSettings.defaults().withLabels(labels).withCheckpointInterval(checkpointInterval));
    }

    private Map<String, Sink<PublishedContent>> sinks(KafkaEnds ends) {
        Map<String, Sink<PublishedContent>> sinks = new TreeMap<>();
        sinks.put("kafka", ends.published());
        sinks.put("redis-view", new RedisViewSink(RedisViewSettings.of(redis), ends.rejections("redis-view")));
        // Also where nobody listens yet: endpoints come and go without this job.
        sinks.put("webhooks", new WebhookSink(redis, ends.rejections("webhooks")));
        moreSinks
                .files()
                .ifPresent(files -> files.formats().forEach(format -> sinks.put(name(format), sink(files, format))));
        moreSinks
                .postgres()
                .ifPresent(settings ->
                        sinks.put(PostgresSink.NAME, new PostgresSink(settings, ends.rejections(PostgresSink.NAME))));
        return sinks;
    }

    /** A job that ends by itself: puts contents into one of the sinks of publish once more. */
    public void replay(StreamExecutionEnvironment env, String name, List<PublishedContent> contents) {
        Sink<PublishedContent> sink = sinks(ends(REPLAY)).get(name);
        if (sink == null) {
            throw new UsageException("this configuration has no sink \"" + name + "\"");
        }
        // What a sink commits, it commits with a checkpoint, the last of which comes at the end.
        env.enableCheckpointing(checkpointInterval.toMillis());
        env.fromData(contents, new AvroTypeInfo<>(PublishedContent.class))
                .sinkTo(sink)
                .name("replayed to " + name);
    }

    private static String name(FileFormat format) {
        return format == FileFormat.JSON_LINES ? "files" : "files-" + format.folder();
    }

    private Sink<PublishedContent> sink(MoreSinks.Files files, FileFormat format) {
        long checkpoints = files.interval().dividedBy(checkpointInterval);
        return PublishedFiles.in(
                files.folder(format).toUri(), format, (int) Math.max(1, Math.min(checkpoints, Integer.MAX_VALUE)));
    }

    private GenerateSettings generateSettings() {
        GenerateSettings settings = GenerateSettings.with(writers())
                .withGuards(new FollowedTerms(bootstrap, "", format))
                .withCheckpointInterval(checkpointInterval);
        // Wherever Flink puts them, the instances of one process can fill its generator, and one alone can too.
        return settings.withWriting(settings.writing().withCapacity(generator.width()))
                .withSession(settings.session().withLiveBudget(liveBudget).withSilence(silence));
    }

    /** Models here can be exchanged; which one another server runs is its own affair. */
    private GeneratorFactory writers() {
        return generator.<GeneratorFactory>fold(
                engine -> new FollowedModels(bootstrap, "", format, engine), GeneratorFactory::leasing);
    }

    private KafkaEnds ends(String job) {
        return KafkaEnds.of(TopicSinkSettings.exactlyOnce(bootstrap, job)
                .withTransactionTimeout(transactionTimeout)
                .withFormat(format));
    }
}
