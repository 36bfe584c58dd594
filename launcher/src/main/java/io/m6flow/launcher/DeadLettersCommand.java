package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.DeadLetterReader;
import io.m6flow.launcher.kafka.DeadLetterReader.Found;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.kafka.TopicRejections;
import io.m6flow.sink.kafka.WebhookLetters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows dead letters and replays them. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        subcommands = DeadLettersReplayCommand.class,
        description = {
            "What could not be used: events, and with --sink what a sink could not take, each with its cause.",
            "Finds the parts of a running ./m6flow up by itself."
        })
final class DeadLettersCommand {
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Shows dead letters: id, time, reason, origin, what it is about, cause; texts only with --text.")
    int list(
            @Mixin ConfigOptions options,
            @Option(names = "--sink", paramLabel = "NAME", description = "of this sink; without it, of events")
                    @Nullable
                    String sink,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            defaultValue = "1970-01-01T00:00:00Z",
                            description = "such as 2026-11-22T10:00:00Z")
                    Instant since,
            @Option(names = "--text", description = "shows also what each holds") boolean text) {
        Console console = Console.standard();
        long[] shown = {0};
        reader(options.read(), sink).since(since, found -> {
            shown[0]++;
            console.say(line(found));
            if (text) {
                console.say("  " + content(found.letter()));
            }
        });
        if (shown[0] == 0) {
            console.say("no dead letters");
        }
        return 0;
    }

    static DeadLetterReader reader(Settings settings, @Nullable String sink) {
        if (sink != null && !Topics.SINKS.contains(sink)) {
            throw new UsageException("there is no sink \"" + sink + "\"; there are " + String.join(", ", Topics.SINKS));
        }
        return new DeadLetterReader(
                RunningSystem.kafka(settings),
                sink == null ? Topics.DEAD_LETTERS : Topics.deadLetters(sink),
                settings.topicFormat());
    }

    private static String line(Found found) {
        DeadLetter letter = found.letter();
        return "%s  %s  %s  %s@%d  %s  %d %s  %s"
                .formatted(
                        found.id(),
                        letter.getAt(),
                        letter.getReason(),
                        letter.getOrigin().getTopic(),
                        letter.getOrigin().getOffset(),
                        found.key().isEmpty() ? "-" : found.key(),
                        letter.getAttempts(),
                        letter.getAttempts() == 1 ? "attempt" : "attempts",
                        letter.getMessage());
    }

    /** As JSON where we know what it is. */
    private static String content(DeadLetter letter) {
        if (letter.getDigest() != null) {
            return "%d bytes with the SHA-256 %s, not kept".formatted(letter.getSize(), letter.getDigest());
        }
        return TopicRejections.read(letter)
                .map(JsonRecords::line)
                .or(() -> WebhookLetters.read(letter)
                        .map(webhook -> webhook.intent().body()))
                .orElseGet(() -> bytes(letter));
    }

    private static String bytes(DeadLetter letter) {
        ObjectNode all = JsonRecords.object(letter);
        String text =
                StandardCharsets.UTF_8.decode(letter.getBytes().duplicate()).toString();
        boolean readable =
                text.chars().noneMatch(sign -> sign == '\uFFFD' || (Character.isISOControl(sign) && sign != '\n'));
        return readable ? text : "Base64: " + all.path("bytes").asText();
    }
}
