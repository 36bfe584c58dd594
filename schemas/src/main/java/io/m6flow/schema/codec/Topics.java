package io.m6flow.schema.codec;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The topics between the parts, with what each needs from the broker. */
public final class Topics {
    public static final String PRODUCT_EVENTS = "product.events";
    public static final String ASR_SEGMENTS = "asr.segments";
    public static final String CONTENT_DRAFTS = "content.drafts";
    public static final String CONTENT_WITHDRAWALS = "content.withdrawals";
    public static final String REVIEW_DECISIONS = "review.decisions";
    public static final String REVIEW_FEEDBACK = "review.feedback";
    public static final String CONTENT_PUBLISHED = "content.published";
    public static final String UNLABELLED_RELEASES = "unlabelled.releases";
    public static final String EVENT_OUTCOMES = "event.outcomes";
    public static final String DEAD_LETTERS = "dead.letters";
    public static final String GUARD_TERMS = "guard.terms";
    public static final String MODEL_ROUTES = "model.routes";

    /** The sinks for published content that there are, by name; each has a topic of dead letters. */
    public static final List<String> SINKS =
            List.of("files", "files-parquet", "kafka", "postgres", "redis-view", "webhooks");

    /** A topic's name, its partitions and its broker settings. */
    public record Topic(String name, int partitions, Map<String, String> config) {
        public Topic {
            if (partitions < 1) {
                throw new IllegalArgumentException(name + ": partitions must be at least 1, was " + partitions);
            }
            config = Map.copyOf(config);
        }
    }

    private static final int PARTITIONS = 4;

    /** The longest that six months can be: what the law asks for where texts leave without a visible label. */
    private static final Duration SIX_MONTHS = Duration.ofDays(184);

    private Topics() {}

    /** Where the content stands that a sink could not take, each with its cause; they are few and need no order. */
    public static String deadLetters(String sink) {
        return DEAD_LETTERS + "." + Objects.requireNonNull(sink, "sink");
    }

    /** The topics of dead letters: that of events and texts, and each sink's. */
    public static List<String> deadLetters() {
        return Stream.concat(Stream.of(DEAD_LETTERS), SINKS.stream().map(Topics::deadLetters))
                .toList();
    }

    /** Every topic, as a fresh installation creates them. */
    public static List<Topic> all() {
        return Stream.concat(ofTheStreams(), SINKS.stream().map(Topics::ofRejected))
                .toList();
    }

    private static Topic ofRejected(String sink) {
        Topic kept = kept(deadLetters(sink), Duration.ofDays(30));
        return withLargeRecords(new Topic(kept.name(), 1, kept.config()));
    }

    private static Stream<Topic> ofTheStreams() {
        return Stream.of(
                kept(PRODUCT_EVENTS, Duration.ofDays(7)),
                kept(ASR_SEGMENTS, Duration.ofDays(7)),
                kept(CONTENT_DRAFTS, Duration.ofDays(30)),
                kept(CONTENT_WITHDRAWALS, Duration.ofDays(30)),
                // One partition: the audit chain is one line, and a broken link must show as one.
                new Topic(REVIEW_DECISIONS, 1, Map.of("retention.ms", "-1", "cleanup.policy", "delete")),
                kept(REVIEW_FEEDBACK, Duration.ofDays(7)),
                new Topic(CONTENT_PUBLISHED, PARTITIONS, Map.of("cleanup.policy", "compact")),
                kept(UNLABELLED_RELEASES, SIX_MONTHS),
                kept(EVENT_OUTCOMES, Duration.ofDays(7)),
                withLargeRecords(kept(DEAD_LETTERS, Duration.ofDays(30))),
                // One partition: all who follow it see the changes in one order.
                new Topic(GUARD_TERMS, 1, Map.of("cleanup.policy", "compact")),
                new Topic(MODEL_ROUTES, 1, Map.of("cleanup.policy", "compact")));
    }

    /** A dead letter holds up to 1 MiB of what failed, beside its own fields. */
    private static Topic withLargeRecords(Topic topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put("max.message.bytes", Integer.toString(2 * 1024 * 1024));
        return new Topic(topic.name(), topic.partitions(), config);
    }

    private static Topic kept(String name, Duration retention) {
        return new Topic(
                name,
                PARTITIONS,
                Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis())));
    }
}
