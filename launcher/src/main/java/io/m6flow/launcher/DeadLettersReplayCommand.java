package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import io.m6flow.launcher.kafka.DeadLetterReader.Found;
import io.m6flow.launcher.kafka.EventResend;
import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.sink.kafka.WebhookLetters;
import io.m6flow.sink.kafka.WebhookLetters.Undelivered;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Replays dead letters: an event goes to its topic again, content through its sink, a webhook to its endpoint. Order is no
 * matter: all of them compare revisions or publishSequences.
 */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Gives dead letters another chance: events go to the topic that they came from, content to its sink.",
            "What cannot be used this time either is a dead letter anew."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {
    /** Contents are held in memory until they go together. */
    private static final int TOGETHER = 1000;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--sink", paramLabel = "NAME", description = "of this sink; without it, of events")
    private @Nullable String sink;

    @ArgGroup(multiplicity = "1")
    private Which which;

    private long replayed;
    private long left;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    DeadLettersReplayCommand() {}

    static final class Which {
        @Option(names = "--all", description = "all that there are")
        private boolean all;

        @Option(names = "--id", split = ",", paramLabel = "ID", description = "those that list shows under these ids")
        private @Nullable Set<String> ids;

        @Option(names = "--since", paramLabel = "TIME", description = "those since, such as 2026-11-22T10:00:00Z")
        private @Nullable Instant since;

        boolean holds(Found found) {
            return all || ids == null || ids.contains(found.id());
        }
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = options.read();
        if (sink == null) {
            replayEvents(settings);
        } else {
            replayContents(settings, sink);
        }
        Console.standard().say(replayed + " replayed" + (left == 0 ? "" : ", " + left + " left where they are"));
        return replayed == 0 && which.ids != null ? Main.FAILED : 0;
    }

    private void forEach(Settings settings, Consumer<Found> use) {
        Instant since = which.since == null ? Instant.EPOCH : which.since;
        DeadLettersCommand.reader(settings, sink).since(since, found -> {
            if (which.holds(found)) {
                use.accept(found);
            }
        });
    }

    private void replayEvents(Settings settings) {
        try (EventResend events = new EventResend(RunningSystem.kafka(settings))) {
            forEach(settings, found -> {
                Optional<String> obstacle = EventResend.obstacle(found.letter());
                if (obstacle.isPresent()) {
                    leave(found, obstacle.get());
                } else {
                    events.send(found);
                    replayed++;
                }
            });
        }
    }

    private void leave(Found found, String why) {
        left++;
        Console.standard().say(found.id() + " is left: " + why);
    }

    private void replayContents(Settings settings, String to) throws Exception {
        List<PublishedContent> contents = new ArrayList<>();
        List<Undelivered> webhooks = new ArrayList<>();
        forEach(settings, found -> {
            TopicRejections.read(found.letter()).ifPresent(contents::add);
            WebhookLetters.read(found.letter()).ifPresent(webhooks::add);
        });
        for (int from = 0; from < contents.size(); from += TOGETHER) {
            through(settings, to, contents.subList(from, Math.min(contents.size(), from + TOGETHER)));
        }
        if (!webhooks.isEmpty()) {
            sendAgain(settings, webhooks);
        }
    }

    /** The sink itself takes them, in a small job of this process. */
    private void through(Settings settings, String to, List<PublishedContent> contents) throws Exception {
        Configuration local = new Configuration();
        local.set(RestOptions.BIND_PORT, "0");
        local.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, local);
        DeployedParts.jobs(settings, RunningSystem.kafka(settings), RunningSystem.redis(settings))
                .replay(env, to, contents);
        env.execute(Jobs.REPLAY);
        replayed += contents.size();
    }

    private void sendAgain(Settings settings, List<Undelivered> webhooks) {
        try (IntentStore store = new RedisIntents(RunningSystem.redis(settings))) {
            for (Undelivered webhook : webhooks) {
                boolean recorded = store.recordAgain(webhook.endpoint(), List.of(webhook.intent()))
                        .contains(Recorded.NEW);
                replayed += recorded ? 1 : 0;
                left += recorded ? 0 : 1;
            }
        }
    }
}
