package io.m6flow.launcher;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.export.DecisionExport;
import io.m6flow.review.export.DecisionLog;
import io.m6flow.review.export.Selection;
import io.m6flow.review.export.TrainingExport;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the audit log, or what it teaches, to a file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes review.decisions as JSON lines: the whole log for auditors, or pairs and labels for training.",
            "Needs kafka.bootstrap and redis.uri."
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @Option(names = "--decisions", paramLabel = "FILE", description = "where the audit log goes, chain fields included")
    private @Nullable Path decisions;

    @Option(
            names = "--training",
            paramLabel = "FILE",
            description = "where preference pairs and labels go, from what persons decided")
    private @Nullable Path training;

    @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
    private @Nullable String tenant;

    @Option(names = "--kind", paramLabel = "K", description = "only this kind: ${COMPLETION-CANDIDATES}")
    private @Nullable Kind kind;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "only what was decided since: 2026-01-31, or with a time")
    private @Nullable String since;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ExportCommand() {}

    @Override
    public Integer call() {
        Path audit = decisions;
        Path lessons = training;
        if (audit == null && lessons == null) {
            throw new UsageException("say what to write: --decisions FILE, --training FILE or both");
        }
        Selection wanted = new Selection(
                Optional.ofNullable(tenant).map(ExportCommand::tenant),
                Optional.ofNullable(kind),
                Optional.ofNullable(since).map(text -> Moments.read("--since", text)));
        ReviewSettings settings = ReviewParts.deployed(options.read());
        Console console = Console.standard();
        try (DecisionLog log = DecisionLog.open(settings)) {
            if (audit != null) {
                tell(new DecisionExport(log).write(audit, wanted), audit, console);
            }
            if (lessons != null) {
                tell(new TrainingExport(log).write(lessons, wanted), lessons, console);
            }
            return 0;
        } catch (ReviewQueueException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UsageException(
                    "the file cannot be written: " + e + "; see that its folder is there and has room");
        }
    }

    private static void tell(DecisionExport.Summary summary, Path file, Console console) {
        console.say("%s: %d decisions %s".formatted(file, summary.lines(), new TreeMap<>(summary.outcomes())));
        console.say(
                "head %d:%s".formatted(summary.head().index(), summary.head().hash()));
    }

    private static void tell(TrainingExport.Summary summary, Path file, Console console) {
        console.say("%s: %d pairs, %d approved, %d rejected"
                .formatted(file, summary.pairs(), summary.approvals(), summary.rejects()));
    }

    private static TenantId tenant(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--tenant: " + e.getMessage());
        }
    }
}
