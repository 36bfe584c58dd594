package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointStatus;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks after the endpoints of webhooks. */
@Command(
        name = "webhooks",
        mixinStandardHelpOptions = true,
        subcommands = WebhooksReplayCommand.class,
        description = {
            "Shows how webhooks do, sends them again, and enables endpoints; reads webhooks.file.",
            "Finds the Redis and Kafka of a running ./m6flow up by itself."
        })
final class WebhooksCommand {
    /** What is done with an endpoint's intents. */
    interface Use {
        int of(Settings settings, IntentStore store, Endpoint endpoint);
    }

    @Command(
            name = "list",
            aliases = "status",
            mixinStandardHelpOptions = true,
            description = "Shows the endpoints of webhooks.file and how deliveries to them do.")
    int list(@Mixin ConfigOptions options) {
        Settings settings = options.read();
        Console console = Console.standard();
        try (IntentStore store = new RedisIntents(RunningSystem.redis(settings))) {
            for (Endpoint endpoint : WebhooksFile.required(settings)) {
                EndpointStatus status = store.status(endpoint.name());
                console.say("%-16s %s  %s".formatted(endpoint.name(), endpoint.origin(), state(status)));
                console.say("  delivered %d, waiting %d%s, given up %d, failed attempts %d, dropped %d"
                        .formatted(
                                status.delivered(),
                                status.waiting(),
                                status.oldest()
                                        .map(age -> " (the oldest for " + shown(age) + ")")
                                        .orElse(""),
                                status.dead(),
                                status.failed(),
                                status.dropped()));
            }
        }
        return 0;
    }

    private static String state(EndpointStatus status) {
        return status.disabled()
                .map(cause -> "disabled: " + cause)
                .or(() -> status.pausedFor().map(pause -> "paused for " + shown(pause) + ", " + failures(status)))
                .orElseGet(() -> status.failures() == 0 ? "well" : failures(status));
    }

    private static String failures(EndpointStatus status) {
        return status.failures()
                + (status.failures() == 1 ? " failure" : " failures in a row")
                + status.trouble().map(cause -> ": " + cause).orElse("");
    }

    private static String shown(Duration time) {
        return Duration.ofSeconds(time.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Command(
            name = "dead",
            mixinStandardHelpOptions = true,
            description = "Shows what was given up for an endpoint, the latest first, with its cause.")
    int dead(
            @Mixin ConfigOptions options,
            @Option(names = "--endpoint", required = true, paramLabel = "NAME", description = "which one")
                    String endpoint,
            @Option(names = "--most", defaultValue = "50", paramLabel = "N", description = "how many at most")
                    int most) {
        Console console = Console.standard();
        return with(options, endpoint, (settings, store, known) -> {
            List<DeadLetter> letters = store.deadLetters(known.name(), Math.max(1, most));
            letters.forEach(letter -> console.say("%s  %s  %s  %d attempts  %s"
                    .formatted(letter.at(), letter.id(), letter.type(), letter.attempts(), letter.cause())));
            if (letters.isEmpty()) {
                console.say("nothing was given up for " + known.name());
            }
            return 0;
        });
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Sends again to an endpoint that was disabled, with what has waited since.")
    int enable(
            @Mixin ConfigOptions options,
            @Option(names = "--endpoint", required = true, paramLabel = "NAME", description = "which one")
                    String endpoint) {
        return with(options, endpoint, (settings, store, known) -> {
            Console.standard()
                    .say(known.name() + (store.enable(known.name()) ? " is enabled again" : " was not disabled"));
            return 0;
        });
    }

    static int with(ConfigOptions options, String endpoint, Use use) {
        Settings settings = options.read();
        Endpoint known = WebhooksFile.required(settings).stream()
                .filter(other -> other.name().value().equals(endpoint))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "webhooks.file names no endpoint \"" + endpoint + "\"; m6flow webhooks list shows all"));
        try (IntentStore store = new RedisIntents(RunningSystem.redis(settings))) {
            return use.of(settings, store, known);
        }
    }
}
