package io.m6flow.review;

import io.m6flow.schema.codec.TopicFormat;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * What the review service needs to know.
 *
 * @param redis {@code redis://host:port}; its acknowledgement is a promise only with {@code appendfsync always}
 * @param bootstrapServers of Kafka, {@code host:port,…}
 * @param policy who must look at what
 * @param rules what the queue goes by
 * @param sweepEvery how often ended leases and passed deadlines are looked for
 * @param groupId the consumer group of the intake, and the relay's name towards Kafka
 * @param topics where drafts come from and decisions go
 * @param format what records on those topics look like; decisions describe themselves in any case
 */
public record ReviewSettings(
        URI redis,
        String bootstrapServers,
        ReviewPolicy policy,
        QueueRules rules,
        Duration sweepEvery,
        String groupId,
        ReviewTopics topics,
        TopicFormat format) {
    public ReviewSettings {
        Objects.requireNonNull(redis, "redis");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(topics, "topics");
        Objects.requireNonNull(format, "format");
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("bootstrapServers is empty; give it host:port of Kafka");
        }
        if (groupId.isBlank()) {
            throw new IllegalArgumentException("groupId is empty; give it a name such as m6-review");
        }
        if (sweepEvery.toMillis() < 1) {
            throw new IllegalArgumentException("sweepEvery must be at least 1 ms, was " + sweepEvery);
        }
    }

    /** The default policy and rules, a sweep each second, the standard topics. */
    public static ReviewSettings of(URI redis, String bootstrapServers) {
        return new ReviewSettings(
                redis,
                bootstrapServers,
                ReviewPolicy.DEFAULT,
                QueueRules.DEFAULT,
                Duration.ofSeconds(1),
                "m6-review",
                ReviewTopics.STANDARD,
                TopicFormat.SELF_DESCRIBING);
    }

    /** What the intake goes by: the policy, except where two persons must agree. */
    public ReviewPolicy intakePolicy() {
        return new TwoPersons(policy, rules.twoPersons());
    }

    public ReviewSettings withPolicy(ReviewPolicy policy) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    public ReviewSettings withRules(QueueRules rules) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    public ReviewSettings withSweepEvery(Duration sweepEvery) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    public ReviewSettings withGroupId(String groupId) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    public ReviewSettings withTopics(ReviewTopics topics) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    public ReviewSettings withFormat(TopicFormat format) {
        return new ReviewSettings(redis, bootstrapServers, policy, rules, sweepEvery, groupId, topics, format);
    }

    /** Without the address of Redis, which may hold a password. */
    @Override
    public String toString() {
        return "ReviewSettings[bootstrapServers=%s, policy=%s, rules=%s, groupId=%s, topics=%s]"
                .formatted(bootstrapServers, policy.name(), rules, groupId, topics);
    }
}
