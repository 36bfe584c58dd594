package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.PastEvents;
import io.m6flow.launcher.kafka.PastEvents.PastEvent;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.Intent;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends webhooks again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Sends webhooks again, under the same ids; a running deliver or up does the sending.")
final class WebhooksReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(names = "--endpoint", required = true, paramLabel = "NAME", description = "to which one")
    private String endpoint;

    @ArgGroup(multiplicity = "1")
    private What what;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    WebhooksReplayCommand() {}

    static final class What {
        @Option(names = "--failed", description = "what was given up and is kept")
        private boolean failed;

        @Option(
                names = "--since",
                paramLabel = "TIME",
                description = "all that the endpoint is told of since, such as 2026-11-22T10:00:00Z, delivered or not")
        private @Nullable Instant since;

        @Option(names = "--id", paramLabel = "ID", description = "the one of this webhook-id")
        private @Nullable String id;
    }

    @Override
    public Integer call() {
        return WebhooksCommand.with(options, endpoint, (settings, store, known) -> {
            long replayed = what.failed ? store.replay(known.name()) : fromTopics(settings, store, known);
            Console.standard()
                    .say(replayed + (replayed == 1 ? " webhook to " : " webhooks to ") + known.name()
                            + (replayed == 1 ? " is" : " are") + " sent again");
            return replayed == 0 && what.id != null ? Main.FAILED : 0;
        });
    }

    private long fromTopics(Settings settings, IntentStore store, Endpoint known) {
        PastEvents past = new PastEvents(
                RunningSystem.kafka(settings), settings.topicFormat(), new DecisionEvents(settings.labels()));
        long[] replayed = {0};
        past.since(what.since == null ? Instant.EPOCH : what.since, event -> {
            if (isMeant(event.intent()) && isFor(known, event)) {
                List<Recorded> recorded = store.recordAgain(known.name(), List.of(event.intent()));
                replayed[0] += recorded.contains(Recorded.NEW) ? 1 : 0;
            }
        });
        return replayed[0];
    }

    private boolean isMeant(Intent intent) {
        return what.id == null || intent.id().equals(what.id);
    }

    private static boolean isFor(Endpoint known, PastEvent event) {
        return known.subscription().wants(event.intent().type(), event.tenant(), event.kind());
    }
}
