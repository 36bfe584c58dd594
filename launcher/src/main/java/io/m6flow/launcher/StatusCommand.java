package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.Ledger;
import io.m6flow.launcher.kafka.LedgerReader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells how the system is. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Tells whether the system runs, where its parts are, and what came of the events.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    StatusCommand() {}

    @Override
    public Integer call() {
        Settings settings = options.read();
        Console console = Console.standard();
        DataDirectory data = new DataDirectory(settings.dataDir());
        if (settings.kafkaBootstrap().isEmpty() && !data.isHeldByAnother()) {
            console.say("nothing runs on " + settings.dataDir());
            return Main.FAILED;
        }
        if (data.isHeldByAnother()) {
            JsonNode run = RunningSystem.endpoints(data);
            console.say("runs as process " + run.path("pid").asText() + " on " + data.root());
            for (String part : List.of("review", "flink", "kafka", "redis")) {
                if (run.hasNonNull(part)) {
                    console.say("  %-7s %s".formatted(part, run.get(part).asText()));
                }
            }
        }
        try (LedgerReader reader = new LedgerReader(RunningSystem.kafka(settings), settings.topicFormat())) {
            describe(reader.catchUp(), console);
        }
        return 0;
    }

    private static void describe(Ledger ledger, Console console) {
        console.say("events    " + ledger.products() + " products, " + ledger.segments() + " segments, "
                + ledger.openEvents() + " still open");
        console.say("outcomes  " + ledger.outcomes());
        console.say("drafts    " + ledger.drafts() + ", " + ledger.undecided() + " undecided");
        console.say("decisions " + ledger.decisions());
        console.say("published " + ledger.publishedCount() + ", dead letters " + ledger.deadLetters());
    }
}
