package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.launcher.cluster.ClusterPrograms;
import io.m6flow.launcher.cluster.LocalCluster;
import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.flink.Jobs;
import io.m6flow.review.web.TokenOwners;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Starts the cluster of processes and stays until it is told to stop. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the cluster with both jobs and says where the pages are; Ctrl-C stops all of it.")
final class ClusterUpCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ClusterUpCommand() {}

    @Override
    public Integer call() throws Exception {
        Preflight.check();
        Settings settings = settings();
        ClusterPrograms programs = ClusterPrograms.of(Path.of(System.getProperty("m6flow.home", ".")));
        ReviewParts.policy(settings);
        WebhooksFile.of(settings);
        RegisteredSchemas.check(settings);
        DataDirectory data = new DataDirectory(settings.dataDir());
        data.hold();
        LogFile.use(data.log());
        try {
            run(settings, programs, data);
        } finally {
            data.letGo();
        }
        return 0;
    }

    private Settings settings() {
        for (ConfigKey port :
                List.of(ConfigKey.KAFKA_PORT, ConfigKey.REDIS_PORT, ConfigKey.REVIEW_PORT, ConfigKey.FLINK_PORT)) {
            options.standIn(port, "0");
        }
        Settings settings = options.read();
        if (settings.kafkaBootstrap().isPresent() || settings.redisUri().isPresent()) {
            throw new UsageException(
                    "kafka.bootstrap or redis.uri is set, but cluster up starts its own; leave them out");
        }
        return settings;
    }

    private static void run(Settings settings, ClusterPrograms programs, DataDirectory data) throws Exception {
        Console console = Console.standard();
        Stopwatch total = Stopwatch.start(Clock.systemUTC());
        console.say("M6 Flow starts a cluster in " + data.root());
        FirstLook firstLook = FirstLook.of(settings, data.secrets(), new SecureRandom());
        Path tokens = firstLook.tokens().toAbsolutePath();
        TokenOwners owners = Tokens.watched(tokens, Clock.systemUTC());
        CountDownLatch stopped = new CountDownLatch(1);
        LocalCluster cluster = new LocalCluster(settings, programs, tokens, console::say);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cluster, console, stopped), "stop"));
        data.announce(JsonNodeFactory.instance.objectNode());
        try (cluster) {
            cluster.start();
            console.say("  %7s  %d processes run".formatted(total.shown(), cluster.size()));
            submit(settings, cluster);
            console.say("  %7s  jobs generate and publish run".formatted(total.shown()));
            data.announce(endpoints(cluster));
            welcome(cluster, firstLook, owners, data, total, console);
            stopped.await();
        } finally {
            stopped.countDown();
        }
    }

    private static void submit(Settings settings, LocalCluster cluster) throws Exception {
        Jobs jobs = new Jobs(
                cluster.bootstrap(),
                cluster.redis(),
                settings.generator(),
                settings.topicFormat(),
                settings.productDelivery(),
                settings.liveBudget(),
                settings.liveSilence(),
                settings.flink().checkpointInterval(),
                LocalCluster.TRANSACTION_TIMEOUT,
                settings.moreSinks(),
                WaiversFile.heeded(settings));
        cluster.run(Jobs.GENERATE, List.of(), jobs::generate);
        cluster.run(Jobs.PUBLISH, List.of(), jobs::publish);
    }

    private static void stop(LocalCluster cluster, Console console, CountDownLatch stopped) {
        if (stopped.getCount() > 0) {
            console.say("stopping; what is in hand is kept");
            cluster.close();
            console.say("stopped; ./m6flow cluster up goes on from here");
            stopped.countDown();
        }
    }

    private static ObjectNode endpoints(LocalCluster cluster) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kafka", cluster.bootstrap())
                .put("redis", cluster.redis().getAuthority())
                .put("flink", cluster.flink().address().toString())
                .put("review", cluster.review().toString());
    }

    private static void welcome(
            LocalCluster cluster,
            FirstLook firstLook,
            TokenOwners owners,
            DataDirectory data,
            Stopwatch total,
            Console console) {
        console.say("");
        console.say("Ready in " + total.shown() + ".");
        firstLook.welcome(cluster.review().toString(), owners, console);
        console.say("  Flink          " + cluster.flink().address());
        console.say("  Kafka          " + cluster.bootstrap());
        console.say("  Logs           " + data.log().getParent());
        console.say("./m6flow send --products FILE feeds it, ./m6flow cluster status tells how it is.");
        console.say("Ctrl-C stops everything.");
        console.say("");
    }
}
