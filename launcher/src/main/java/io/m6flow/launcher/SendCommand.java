package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.FileFeed;
import io.m6flow.schema.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Feeds events from files into a system that runs. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Feeds JSON Lines files of events into the system that runs on the data directory.")
final class SendCommand implements Callable<Integer> {
    @Option(names = "--products", paramLabel = "FILE", description = "product events, one JSON object a line")
    private @Nullable Path products;

    @Option(names = "--segments", paramLabel = "FILE", description = "speech segments, one JSON object a line")
    private @Nullable Path segments;

    @Option(names = "--kinds", split = ",", description = "what to write about products that do not say it")
    private List<Kind> kinds = List.of();

    @Option(
            names = "--speed",
            defaultValue = "0",
            description = "feed segments so many times faster than speech; 0: at once")
    private double speed;

    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    SendCommand() {}

    @Override
    public Integer call() throws IOException {
        if (products == null && segments == null) {
            throw new UsageException("nothing to send; name --products FILE or --segments FILE");
        }
        Settings settings = options.read();
        RegisteredSchemas.check(settings);
        Console console = Console.standard();
        Clock clock = Clock.systemUTC();
        FileFeed feed = new FileFeed(RunningSystem.kafka(settings), settings.topicFormat(), clock);
        String nonce = Long.toString(clock.millis());
        if (products != null) {
            console.say(
                    feed.products(InputFile.at(products).anew(nonce, 0), kinds) + " lines of " + products + " sent");
        }
        if (segments != null) {
            console.say(feed.segments(InputFile.at(segments).anew(nonce, speed)) + " lines of " + segments + " sent");
        }
        return 0;
    }
}
