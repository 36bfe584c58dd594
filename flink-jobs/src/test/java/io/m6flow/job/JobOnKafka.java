package io.m6flow.job;

import static org.awaitility.Awaitility.await;

import io.m6flow.job.kafka.FollowedTerms;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.job.session.SessionSettings;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.job.writing.WritingSettings;
import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.TermChange;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.codec.ReplayHeader;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.EventDefaults;
import io.m6flow.sink.kafka.TopicSinkSettings;
import io.m6flow.testkit.kafka.KafkaServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The generate job on a real Kafka and a MiniCluster of its own, with topics that no other test uses. */
final class JobOnKafka {
    private static final AtomicInteger INSTALLATIONS = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaServer kafka;
    private final Path directory;
    private final String prefix;
    private GenerateSettings settings;
    private Function<GenerateSinks, GenerateSinks> sinks = kept -> kept;
    private TopicFormat format = TopicFormat.SELF_DESCRIBING;
    private Delivery delivery = Delivery.EXACTLY_ONCE;
    private int parallelism = 2;
    private JobClient job;

    JobOnKafka(KafkaServer kafka, Path directory, GeneratorFactory generator) {
        this(kafka, directory, generator, "job" + INSTALLATIONS.incrementAndGet() + ".");
    }

    /** One whose topics have names that are known beforehand; no other test may take the prefix. */
    JobOnKafka(KafkaServer kafka, Path directory, GeneratorFactory generator, String prefix) {
        this.kafka = kafka;
        this.directory = directory;
        this.prefix = prefix;
        this.settings = GenerateSettings.with(generator)
                .withCheckpointInterval(Duration.ofMillis(200))
                .withWriting(WritingSettings.defaults().withRetry(5, Duration.ofMillis(5), Duration.ofMillis(20)))
                .withSession(SessionSettings.defaults().withEndWait(Duration.ofMillis(300)));
        kafka.createTopics(Topics.all().stream()
                .map(topic -> new Topics.Topic(prefix + topic.name(), Math.min(2, topic.partitions()), topic.config()))
                .toList());
    }

    JobOnKafka with(Function<GenerateSettings, GenerateSettings> change) {
        settings = change.apply(settings);
        return this;
    }

    JobOnKafka withFormat(TopicFormat newFormat) {
        format = newFormat;
        return this;
    }

    JobOnKafka withDelivery(Delivery newDelivery) {
        delivery = newDelivery;
        return this;
    }

    /** From the next start on. */
    JobOnKafka withParallelism(int newParallelism) {
        parallelism = newParallelism;
        return this;
    }

    JobOnKafka withSinks(Function<GenerateSinks, GenerateSinks> change) {
        sinks = change;
        return this;
    }

    KafkaEnds ends() {
        return new KafkaEnds(
                TopicSinkSettings.exactlyOnce(kafka.bootstrapServers(), prefix + "generate")
                        .withFormat(format),
                prefix);
    }

    JobOnKafka start() throws Exception {
        return start(new Configuration());
    }

    JobOnKafka startFrom(String savepoint) throws Exception {
        Configuration config = new Configuration();
        config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return start(config);
    }

    private JobOnKafka start(Configuration config) throws Exception {
        StreamExecutionEnvironment env = environment(config, directory);
        env.setParallelism(parallelism);
        ContentJob.generate(env, ends().generateSources(), sinks.apply(ends().generateSinks(delivery)), settings);
        job = env.executeAsync("generate");
        return this;
    }

    /** Two slots, checkpoints in the directory, three restarts. */
    static StreamExecutionEnvironment environment(Configuration config, Path directory) {
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(50));
        config.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        config.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        config.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(32));
        return StreamExecutionEnvironment.createLocalEnvironment(2, config);
    }

    /** Where the state of the job, which goes on, was written. */
    String savepoint() throws Exception {
        return job.triggerSavepoint(savepoints(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private String savepoints() {
        return directory.resolve("savepoints").toUri().toString();
    }

    String stop() throws Exception {
        return stop(false);
    }

    /** Stops as at the end of all input: sessions that are still open are closed. */
    String drain() throws Exception {
        return stop(true);
    }

    private String stop(boolean drain) throws Exception {
        String savepoint = job.stopWithSavepoint(drain, savepoints(), SavepointFormatType.CANONICAL)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job.getJobExecutionResult().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job = null;
        return savepoint;
    }

    void send(ProductEvent event) {
        sendProducts(List.of(event));
    }

    void sendProducts(List<ProductEvent> events) {
        try (var writer = kafka.writer(prefix + Topics.PRODUCT_EVENTS, ProductEvent.class)) {
            events.forEach(event -> writer.write(EventDefaults.orderKey(event).value(), event));
        }
    }

    /** The same event once more, because its text of this kind could not be written. */
    void replay(ProductEvent event, Kind failed) {
        try (var writer = kafka.writer(prefix + Topics.PRODUCT_EVENTS, ProductEvent.class)) {
            writer.write(EventDefaults.orderKey(event).value(), event, ReplayHeader.NAME, ReplayHeader.of(failed));
        }
    }

    void sendAll(List<AsrSegment> segments) {
        try (var writer = kafka.writer(prefix + Topics.ASR_SEGMENTS, AsrSegment.class)) {
            segments.forEach(
                    segment -> writer.write(EventDefaults.orderKey(segment).value(), segment));
        }
    }

    void sendBack(ReviewFeedback feedback) {
        try (var writer = kafka.writer(prefix + Topics.REVIEW_FEEDBACK, ReviewFeedback.class)) {
            writer.write(feedback.getOrderKey(), feedback);
        }
    }

    void send(TermChange change) {
        try (var writer = kafka.writer(prefix + Topics.GUARD_TERMS, TermChange.class)) {
            writer.write(change.getTenant() + "|" + change.getTerm(), change);
        }
    }

    /** Guards that follow the terms of this installation. */
    FollowedTerms terms() {
        return new FollowedTerms(kafka.bootstrapServers(), prefix, format);
    }

    void sendBytes(String topic, byte[] bytes) {
        try (var writer = kafka.writer(prefix + topic, ProductEvent.class)) {
            writer.writeBytes("key", bytes);
        }
    }

    /** The name that a topic has here. */
    String topic(String name) {
        return prefix + name;
    }

    List<EventOutcome> awaitOutcomes(int count) {
        return kafka.reader(prefix + Topics.EVENT_OUTCOMES, EventOutcome.class, format)
                .await(count, PATIENCE);
    }

    /** All outcomes of a kind, as soon as there are this many. */
    List<EventOutcome> awaitOutcomes(Predicate<EventOutcome> kind, int count) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> outcomes().stream().filter(kind).toList(), found -> found.size() >= count);
    }

    List<ContentDraft> drafts() {
        return all(Topics.CONTENT_DRAFTS, ContentDraft.class);
    }

    /** Those too that no transaction has committed. */
    List<ContentDraft> writtenDrafts() {
        return kafka.reader(prefix + Topics.CONTENT_DRAFTS, ContentDraft.class, format)
                .written();
    }

    List<Withdrawal> withdrawals() {
        return all(Topics.CONTENT_WITHDRAWALS, Withdrawal.class);
    }

    List<DeadLetter> deadLetters() {
        return all(Topics.DEAD_LETTERS, DeadLetter.class);
    }

    List<EventOutcome> outcomes() {
        return all(Topics.EVENT_OUTCOMES, EventOutcome.class);
    }

    <T extends SpecificRecordBase> List<T> all(String topic, Class<T> type) {
        return kafka.reader(prefix + topic, type, format).committed();
    }

    void close() throws Exception {
        if (job != null) {
            end(job);
        }
    }

    /** Returns once it has ended: until then it may write a checkpoint into a directory that is about to be deleted. */
    static void end(JobClient job) throws Exception {
        job.cancel().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        job.getJobExecutionResult().handle((result, cancelled) -> "ended").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
