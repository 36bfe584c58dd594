package io.m6flow.launcher.kafka;

import io.m6flow.launcher.UsageException;
import io.m6flow.schema.codec.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes our topics on a Kafka that others run. */
public final class TopicSetup {
    private TopicSetup() {}

    /** Makes the missing topics, with the broker's own replication. Answers their names. */
    public static List<String> createMissing(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Set<String> there = admin.listTopics().names().get();
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
                            .configs(topic.config()))
                    .toList();
            admin.createTopics(missing).all().get();
            return missing.stream().map(NewTopic::name).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while making topics");
        } catch (ExecutionException e) {
            throw new UsageException("Kafka at " + bootstrap + " did not make the topics: " + e.getCause());
        }
    }
}
