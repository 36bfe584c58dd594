package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.sink.webhook.Endpoint;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Delivers webhooks. */
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        description = {
            "Tells the endpoints of webhooks.file of decisions and published content, by signed webhooks.",
            "Needs kafka.bootstrap and redis.uri; ./m6flow webhooks looks after the endpoints."
        })
final class DeliverCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    DeliverCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = options.read();
        List<Endpoint> endpoints = WebhooksFile.required(settings);
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
}
