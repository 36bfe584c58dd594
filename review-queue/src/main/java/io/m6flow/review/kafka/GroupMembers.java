package io.m6flow.review.kafka;

import io.m6flow.review.ReviewQueueException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Tells who reads as a consumer group, and so whether a review service runs. Thread-safe. */
public final class GroupMembers {
    private GroupMembers() {}

    /**
     * How many members the group has now. One that was killed counts for some seconds more.
     *
     * @throws ReviewQueueException if Kafka does not answer
     */
    public static int count(String bootstrapServers, String groupId) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                "15000",
                "request.timeout.ms",
                "10000"))) {
            return admin.describeConsumerGroups(List.of(groupId)).all().get().values().stream()
                    .mapToInt(group -> group.members().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw new ReviewQueueException(
                    "Kafka at " + bootstrapServers + " did not say who reads: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReviewQueueException("interrupted while asking Kafka who reads", e);
        }
    }
}
