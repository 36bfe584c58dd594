package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.TopicSetup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Makes the topics on a Kafka of one's own. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the topics that are missing on kafka.bootstrap; those that are there stay as they are.",
            "With schema.registry.url: registers the schemas of all topics."
        })
final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    TopicsCommand() {}

    @Override
    public Integer call() {
        Settings settings = options.read();
        String bootstrap = DeployedParts.kafka(settings);
        Console.standard().say("made " + TopicSetup.createMissing(bootstrap) + " on " + bootstrap);
        RegisteredSchemas.check(settings);
        return 0;
    }
}
