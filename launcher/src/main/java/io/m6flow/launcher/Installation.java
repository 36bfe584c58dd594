package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Generators;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.TextGenerator;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import io.m6flow.launcher.flink.LocalFlink;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.local.Topic;
import io.m6flow.review.ReviewCore;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.sink.webhook.Endpoint;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts in this process: Kafka, Redis, the model, the review queue, Flink and its two jobs. What was
 * started is stopped in reverse order. Not thread-safe, except that {@link #close} may come from a
 * shutdown hook.
 */
final class Installation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

    /** Longer than people leave a laptop closed: Kafka keeps for so long what a killed run had not committed. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofDays(3);

    /** Files end their sessions themselves, and speech that waits behind a busy model is no silence: longer than any wait. */
    private static final Duration SILENCE_OF_FILES = Duration.ofMinutes(10);

    private final Settings settings;
    private final DataDirectory data;
    private final Console console;
    private final Clock clock;
    private final boolean hasDeadlines;
    private final Deque<Part> started = new ArrayDeque<>();
    private @Nullable Running running;

    private record Part(String name, AutoCloseable stop) {}

    /** What runs, once all of it does. */
    record Running(
            String bootstrap,
            TopicFormat format,
            URI redis,
            TextGenerator generator,
            ReviewCore review,
            LocalFlink flink,
            LocalFlink.Job generateJob,
            LocalFlink.Job publishJob) {}

    Installation(Settings settings, DataDirectory data, Console console, Clock clock, boolean hasDeadlines) {
        this.settings = settings;
        this.data = data;
        this.console = console;
        this.clock = clock;
        this.hasDeadlines = hasDeadlines;
    }

    /** Starts the parts, each with a line that tells how long it took. */
    Running start() {
        LabelPolicy labels = WaiversFile.heeded(settings);
        Optional<List<Endpoint>> endpoints = hasDeadlines ? WebhooksFile.of(settings) : Optional.empty();
        String bootstrap = settings.kafkaBootstrap().orElseGet(this::startKafka);
        RegisteredSchemas.check(settings);
        URI redis = settings.redisUri().map(URI::create).orElseGet(this::startRedis);
        ReviewParts.refuseUnfinished(redis);
        TextGenerator generator = startModel();
        endpoints.ifPresent(some -> startWebhooks(some, bootstrap, redis));
        ReviewCore review = startReview(bootstrap, redis);
        LocalFlink flink = startFlink();
        Jobs jobs = new Jobs(
                bootstrap,
                redis,
                settings.generator(),
                settings.topicFormat(),
                settings.productDelivery(),
                hasDeadlines ? settings.liveBudget() : null,
                hasDeadlines ? settings.liveSilence() : SILENCE_OF_FILES,
                settings.flink().checkpointInterval(),
                TRANSACTION_TIMEOUT,
                hasDeadlines ? settings.moreSinks() : settings.moreSinks().withoutDelay(),
                labels);
        Stopwatch watch = Stopwatch.start(clock);
        LocalFlink.Job generate = flink.run(Jobs.GENERATE, jobs::generate);
        started("job " + Jobs.GENERATE, generate::stop);
        LocalFlink.Job publish = flink.run(Jobs.PUBLISH, jobs::publish);
        started("job " + Jobs.PUBLISH, publish::stop);
        tell("jobs", watch, "generate and publish run");
        running = new Running(bootstrap, settings.topicFormat(), redis, generator, review, flink, generate, publish);
        return running;
    }

    private String startKafka() {
        Stopwatch watch = Stopwatch.start(clock);
        LocalKafka kafka = new LocalKafka(new KafkaOptions(data.kafka(), settings.kafkaPort()));
        kafka.start();
        started("Kafka", kafka);
        kafka.createTopics(Topics.all().stream()
                .map(topic -> new Topic(topic.name(), topic.partitions(), topic.config()))
                .toList());
        tell("Kafka", watch, kafka.bootstrapServers());
        return kafka.bootstrapServers();
    }

    private URI startRedis() {
        Stopwatch watch = Stopwatch.start(clock);
        LocalRedis redis = new LocalRedis(
                RedisOptions.in(data.redis()).withPort(settings.redisPort()).withStopAtExit(false));
        redis.start();
        started("Redis", redis);
        tell("Redis", watch, "127.0.0.1:" + redis.port());
        return redis.uri();
    }

    private TextGenerator startModel() {
        Stopwatch watch = Stopwatch.start(clock);
        TextGenerator generator = Generators.lease(settings.generator());
        started("model", generator);
        tell("model", watch, described(generator.card()));
        return generator;
    }

    private String described(ModelCard card) {
        return settings.generator()
                .fold(
                        engine -> card.name() + ", " + card.parameters() / 1_000_000 + " M parameters, " + card.dtype()
                                + " on " + card.device(),
                        openAi -> card.name() + " at " + openAi.baseUrl());
    }

    /** Before the review queue, so that they hear of its first decision. */
    private void startWebhooks(List<Endpoint> endpoints, String bootstrap, URI redis) {
        Stopwatch watch = Stopwatch.start(clock);
        Webhooks webhooks = new Webhooks(
                endpoints, Webhooks.decisions(bootstrap, settings.topicFormat()), settings.labels(), redis);
        started("webhooks", webhooks);
        webhooks.start();
        tell("hooks", watch, endpoints.size() + (endpoints.size() == 1 ? " endpoint" : " endpoints"));
    }

    private ReviewCore startReview(String bootstrap, URI redis) {
        Stopwatch watch = Stopwatch.start(clock);
        ReviewCore review = ReviewParts.core(settings, bootstrap, redis);
        review.start();
        started("review queue", review);
        tell("review", watch, "policy " + settings.review().policy());
        return review;
    }

    private LocalFlink startFlink() {
        Stopwatch watch = Stopwatch.start(clock);
        LocalFlink flink = new LocalFlink(
                data.flink(),
                settings.flink().port(),
                settings.flink().parallelism().orElseGet(LocalFlink::parallelismHere),
                settings.flink().checkpointInterval());
        flink.start();
        started("Flink", flink);
        tell("Flink", watch, flink.page().toString());
        return flink;
    }

    /** Adds a part that stops before all that are here. */
    void started(String name, AutoCloseable stop) {
        synchronized (started) {
            started.push(new Part(name, stop));
        }
    }

    /** Where the parts listen, for other commands. */
    ObjectNode endpoints() {
        ObjectNode endpoints = JsonNodeFactory.instance.objectNode();
        Running parts = running;
        if (parts != null) {
            endpoints.put("kafka", parts.bootstrap());
            endpoints.put("redis", parts.redis().getHost() + ":" + parts.redis().getPort());
            endpoints.put("flink", parts.flink().page().toString());
        }
        return endpoints;
    }

    /** Forgets the jobs' own stops: they have ended by themselves. */
    void jobsHaveStopped() {
        synchronized (started) {
            started.removeIf(part -> part.name().startsWith("job "));
        }
    }

    /** Stops what runs, last started first; one part's failure does not keep the others from stopping. */
    @Override
    public void close() {
        synchronized (started) {
            while (!started.isEmpty()) {
                Part part = started.pop();
                try {
                    part.stop().close();
                } catch (Exception e) {
                    LOG.warn("{} did not stop cleanly", part.name(), e);
                }
            }
        }
    }

    private void tell(String part, Stopwatch watch, String what) {
        console.say("  %-7s %7s  %s".formatted(part, watch.shown(), what));
    }
}
