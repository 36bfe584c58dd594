package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.local.KafkaOptions;
import io.m6flow.local.LocalKafka;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a broker and nothing else. */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        description = "A Kafka for this machine alone: data in data.dir, address 127.0.0.1:kafka.port.")
final class KafkaCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    KafkaCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read();
        LocalKafka kafka =
                new LocalKafka(new KafkaOptions(new DataDirectory(settings.dataDir()).kafka(), settings.kafkaPort()));
        CountDownLatch stopped = new CountDownLatch(1);
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            kafka.close();
            stopped.countDown();
        }));
        Console.standard().say("Kafka on " + kafka.bootstrapServers());
        stopped.await();
        return 0;
    }
}
