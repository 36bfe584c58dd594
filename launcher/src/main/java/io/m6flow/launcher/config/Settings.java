package io.m6flow.launcher.config;

import io.m6flow.generator.BackEnd;
import io.m6flow.job.Delivery;
import io.m6flow.schema.Kind;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.label.LabelPolicy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration with its types, checked.
 *
 * @param labels without the waivers, whose file only those read who publish
 */
public record Settings(
        Path dataDir,
        Optional<String> kafkaBootstrap,
        int kafkaPort,
        Optional<String> redisUri,
        int redisPort,
        Review review,
        Flink flink,
        BackEnd generator,
        TopicFormat topicFormat,
        Delivery productDelivery,
        Duration liveBudget,
        Duration liveSilence,
        MoreSinks moreSinks,
        Optional<Path> webhooks,
        LabelPolicy labels,
        Optional<Path> waivers) {

    /** What stands for no end, where a duration may have none. */
    public static final String NEVER = "never";

    public record Review(
            String host,
            int port,
            String policy,
            Duration lease,
            Duration undoWindow,
            int rewrites,
            Set<Kind> retractOnChange,
            Set<Kind> twoPersons,
            Optional<Duration> keepDecided,
            Optional<Path> tokens,
            Optional<URI> publicUrl,
            int rate,
            int burst,
            boolean metricsFromLoopback,
            Optional<Oidc> oidc) {}

    /** An identity provider, in words alone: the jobs read these settings too, and the review queue is not with them. */
    public record Oidc(
            URI issuer,
            String clientId,
            String secretFile,
            String nameClaim,
            String rolesClaim,
            String tenantClaim,
            Map<String, String> roles) {}

    /** The jobs' cluster; an empty {@code parallelism} leaves it to whoever starts them. */
    public record Flink(int port, Optional<Integer> parallelism, Duration checkpointInterval) {}

    public static Settings from(Configuration configuration) {
        ValueReader read = new ValueReader(configuration);
        return new Settings(
                Path.of(configuration.text(ConfigKey.DATA_DIR)).toAbsolutePath().normalize(),
                read.optional(ConfigKey.KAFKA_BOOTSTRAP),
                read.port(ConfigKey.KAFKA_PORT),
                read.optional(ConfigKey.REDIS_URI),
                read.port(ConfigKey.REDIS_PORT),
                new Review(
                        configuration.text(ConfigKey.REVIEW_HOST),
                        read.port(ConfigKey.REVIEW_PORT),
                        configuration.text(ConfigKey.REVIEW_POLICY),
                        read.duration(ConfigKey.REVIEW_LEASE),
                        read.durationOrZero(ConfigKey.REVIEW_UNDO_WINDOW),
                        read.number(ConfigKey.REVIEW_REWRITES, 0, 10),
                        read.productKinds(ConfigKey.REVIEW_RETRACT_ON_CHANGE),
                        read.productKinds(ConfigKey.REVIEW_TWO_PERSONS),
                        read.daysOrNever(ConfigKey.REVIEW_KEEP_DECIDED),
                        read.optional(ConfigKey.REVIEW_TOKENS).map(Path::of),
                        read.optional(ConfigKey.REVIEW_PUBLIC_URL)
                                .map(url -> read.address(ConfigKey.REVIEW_PUBLIC_URL)),
                        read.number(ConfigKey.REVIEW_RATE, 1, 100_000),
                        read.number(ConfigKey.REVIEW_BURST, 1, 1_000_000),
                        read.checked(
                                ConfigKey.REVIEW_METRICS, Settings::isLoopback, read.text(ConfigKey.REVIEW_METRICS)),
                        new SignInProvider(read).chosen()),
                new Flink(
                        read.port(ConfigKey.FLINK_PORT),
                        read.optional(ConfigKey.FLINK_PARALLELISM)
                                .map(any -> read.number(ConfigKey.FLINK_PARALLELISM, 1, 128)),
                        read.duration(ConfigKey.FLINK_CHECKPOINT_INTERVAL)),
                new BackEnds(read).chosen(),
                new TopicFormats(read).chosen(),
                read.checked(ConfigKey.PRODUCT_DELIVERY, Delivery::named, read.text(ConfigKey.PRODUCT_DELIVERY)),
                read.duration(ConfigKey.LIVE_BUDGET),
                read.duration(ConfigKey.LIVE_SILENCE),
                new SinkChoices(read).chosen(),
                read.optional(ConfigKey.WEBHOOKS_FILE).map(file -> Path.of(file).toAbsolutePath()),
                new Labels(read).chosen(),
                read.optional(ConfigKey.LABEL_WAIVERS_FILE)
                        .map(file -> Path.of(file).toAbsolutePath()));
    }

    private static boolean isLoopback(String readers) {
        return switch (readers) {
            case "token" -> false;
            case "loopback" -> true;
            default -> throw new IllegalArgumentException("must be token or loopback, was \"" + readers + "\"");
        };
    }
}
