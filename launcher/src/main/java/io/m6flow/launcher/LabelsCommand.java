package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.TopicReading;
import io.m6flow.schema.UnlabelledRelease;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells of the labels of what was published. */
@Command(name = "labels", mixinStandardHelpOptions = true, description = "Tells of AI labels; see docs/labels.md.")
final class LabelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    LabelsCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            description = {
                "Prints what left without its visible label, the earliest first, as JSON Lines: which text, to whom, at whose"
                        + " request. Finds the Kafka of a running ./m6flow up by itself."
            })
    int log(
            @Mixin ConfigOptions options,
            @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's") @Nullable String tenant,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "only what left since: 2026-01-31, or with a time")
                    @Nullable
                    String since,
            @Option(names = "--table", description = "as a table in place of JSON Lines") boolean table)
            throws IOException {
        Settings settings = options.read();
        Instant from = since == null ? Instant.MIN : Moment.ofFlag("--since", since);
        List<UnlabelledRelease> found = new ArrayList<>();
        new TopicReading(RunningSystem.kafka(settings), settings.topicFormat())
                .all(Topics.UNLABELLED_RELEASES, UnlabelledRelease.class, release -> {
                    boolean wanted = tenant == null || tenant.equals(release.getTenant());
                    if (wanted && !release.getReleasedAt().isBefore(from)) {
                        found.add(release);
                    }
                });
        found.sort(Comparator.comparing(UnlabelledRelease::getReleasedAt));
        Console console = Console.standard();
        found.forEach(release -> console.say(table ? row(release) : JsonRecords.line(release)));
        return 0;
    }

    private static String row(UnlabelledRelease release) {
        return "%-24s  %-12s  %-7s  %-20s  %4d  %s  %s (%s)"
                .formatted(
                        release.getReleasedAt(),
                        release.getTenant(),
                        release.getKind(),
                        release.getSubject(),
                        release.getPublishSequence(),
                        release.getContentId(),
                        release.getRequestedBy(),
                        release.getAgreement());
    }
}
