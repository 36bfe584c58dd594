package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.EndpointStatus;
import io.m6flow.sink.webhook.IntentStore;
import io.m6flow.sink.webhook.IntentStore.DeadLetter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Delivers webhooks, and looks after their endpoints. */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the endpoints of webhooks.file of decisions, by signed webhooks; needs kafka.bootstrap and redis.uri.",
            "The subcommands find the Redis of a running ./m6flow up by themselves."
        })
final class DeliverCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    DeliverCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read();
        List<Endpoint> endpoints = endpoints(settings);
        Webhooks webhooks = new Webhooks(
                endpoints,
                Webhooks.decisions(DeployedParts.kafka(settings), settings.topicFormat()),
                settings.labels(),
                DeployedParts.redis(settings));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            webhooks.close();
            stopped.countDown();
        }));
        webhooks.start();
        Console.standard()
                .say("webhooks go to " + endpoints.size() + (endpoints.size() == 1 ? " endpoint" : " endpoints"));
        stopped.await();
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Shows the endpoints of webhooks.file and how deliveries to them do.")
    int list(@Mixin ConfigOptions options) {
        Settings settings = options.read();
        Console console = Console.standard();
        try (IntentStore store = new RedisIntents(RunningSystem.redis(settings))) {
            for (Endpoint endpoint : endpoints(settings)) {
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
            @Parameters(paramLabel = "ENDPOINT", description = "its name") String endpoint,
            @Option(names = "--most", defaultValue = "50", paramLabel = "N", description = "how many at most")
                    int most) {
        Console console = Console.standard();
        return with(options, endpoint, (store, name) -> {
            List<DeadLetter> letters = store.deadLetters(name, Math.max(1, most));
            letters.forEach(letter -> console.say("%s  %s  %s  %d attempts  %s"
                    .formatted(letter.at(), letter.id(), letter.type(), letter.attempts(), letter.cause())));
            if (letters.isEmpty()) {
                console.say("nothing was given up for " + name);
            }
            return 0;
        });
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Sends again what was given up for an endpoint.")
    int replay(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "ENDPOINT", description = "its name") String endpoint) {
        return with(options, endpoint, (store, name) -> {
            Console.standard().say(store.replay(name) + " webhooks to " + name + " are sent again");
            return 0;
        });
    }

    @Command(
            name = "enable",
            mixinStandardHelpOptions = true,
            description = "Sends again to an endpoint that was disabled, with what has waited since.")
    int enable(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "ENDPOINT", description = "its name") String endpoint) {
        return with(options, endpoint, (store, name) -> {
            Console.standard().say(name + (store.enable(name) ? " is enabled again" : " was not disabled"));
            return 0;
        });
    }

    private static int with(
            ConfigOptions options, String endpoint, BiFunction<IntentStore, EndpointName, Integer> use) {
        Settings settings = options.read();
        Endpoint known = endpoints(settings).stream()
                .filter(other -> other.name().value().equals(endpoint))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "webhooks.file names no endpoint \"" + endpoint + "\"; m6flow deliver list shows all"));
        try (IntentStore store = new RedisIntents(RunningSystem.redis(settings))) {
            return use.apply(store, known.name());
        }
    }

    private static List<Endpoint> endpoints(Settings settings) {
        return WebhooksFile.of(settings)
                .orElseThrow(() -> new UsageException("webhooks.file is not set; set M6FLOW_WEBHOOKS_FILE to a file of"
                        + " endpoints, as docs/webhooks.md shows"));
    }
}
