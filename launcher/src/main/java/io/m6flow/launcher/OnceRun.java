package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.job.kafka.KafkaEnds;
import io.m6flow.launcher.Installation.Running;
import io.m6flow.launcher.config.MoreSinks;
import io.m6flow.launcher.kafka.FileFeed;
import io.m6flow.launcher.kafka.Ledger;
import io.m6flow.launcher.kafka.LedgerReader;
import io.m6flow.launcher.kafka.TopicFiles;
import io.m6flow.schema.Kind;
import io.m6flow.sink.file.PublishedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Feeds files, waits until every event has its outcomes, every draft its decision and every decision its
 * place in the world, writes what came of it, and ends. Confined to one thread.
 */
final class OnceRun {
    private static final Duration LOOK = Duration.ofMillis(250);

    /** What has to settle after the jobs are done is a matter of moments; longer means that something is broken. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration FILES_PATIENCE = Duration.ofSeconds(30);

    record Input(Optional<InputFile> products, Optional<InputFile> segments, List<Kind> kinds) {}

    private final Running system;
    private final Console console;
    private final Clock clock;
    private final Stopwatch total;
    private @Nullable Double firstPublished;

    OnceRun(Running system, Console console, Clock clock, Stopwatch total) {
        this.system = system;
        this.console = console;
        this.clock = clock;
        this.total = total;
    }

    /** @param files where published content also goes, if it does */
    void run(Input input, Path out, Optional<MoreSinks.Files> files) throws IOException {
        Instant began = clock.instant();
        try (Meters meters = Meters.collecting();
                LedgerReader reader = new LedgerReader(system.bootstrap(), system.format())) {
            feed(input);
            await(reader, "writing", Duration.ofHours(12), () -> isWritten(reader));
            settle(reader);
            files.ifPresent(some -> awaitFiles(reader, some, began));
            system.generateJob().stop();
            system.publishJob().stop();
            new TopicFiles(system.bootstrap(), system.format()).write(out);
            ObjectNode report = Report.of(reader.catchUp(), system.generator(), firstPublished, total.seconds());
            report.set("meters", meters.json("m6flow.generator."));
            Files.writeString(out.resolve("report.json"), report.toPrettyString() + "\n");
            tell(reader.catchUp(), out);
        }
    }

    private void feed(Input input) throws IOException {
        FileFeed feed = new FileFeed(system.bootstrap(), system.format(), clock);
        if (input.products().isPresent()) {
            InputFile file = input.products().get();
            console.say("  fed " + feed.products(file.once(0), input.kinds()) + " new lines of " + file.name());
        }
        if (input.segments().isPresent()) {
            InputFile file = input.segments().get();
            console.say("  fed " + feed.wholeSessions(file.once(0)) + " new lines of " + file.name());
        }
    }

    private static boolean isWritten(LedgerReader reader) {
        return reader.catchUp().openEvents() == 0
                && reader.hasAllEvents()
                && reader.backlog(KafkaEnds.GENERATE_GROUP) == 0;
    }

    private void settle(LedgerReader reader) {
        await(reader, "deciding", PATIENCE, () -> reader.catchUp().undecided() == 0);
        await(reader, "publishing", PATIENCE, () -> reader.catchUp().unpublished() == 0);
        if (reader.catchUp().decidedTwice() > 0) {
            throw new IllegalStateException(reader.catchUp().decidedTwice() + " drafts were decided more than once");
        }
    }

    /** What waits for its file when the job stops would wait for a next run, and there is none. */
    private void awaitFiles(LedgerReader reader, MoreSinks.Files files, Instant began) {
        Stopwatch watch = Stopwatch.start(clock);
        while (files.formats().stream().anyMatch(format -> PublishedFiles.atWork(files.folder(format), began))) {
            reader.poll(LOOK);
            system.publishJob().checkRunning();
            if (watch.seconds() > FILES_PATIENCE.toSeconds()) {
                console.say("  the last files in " + files.directory() + " were not finished within " + FILES_PATIENCE);
                return;
            }
        }
    }

    private void await(LedgerReader reader, String what, Duration patience, BooleanSupplier done) {
        Stopwatch watch = Stopwatch.start(clock);
        while (!done.getAsBoolean()) {
            Ledger ledger = reader.poll(LOOK);
            notePublished(ledger);
            console.live(LiveLine.of(ledger, system.generator(), total.seconds()));
            system.generateJob().checkRunning();
            system.publishJob().checkRunning();
            if (watch.seconds() > patience.toSeconds()) {
                throw new IllegalStateException(what + " did not end within " + patience + ": "
                        + ledger.openEvents() + " events without their outcomes, " + ledger.undecided()
                        + " drafts without a decision, " + ledger.unpublished() + " decisions not published");
            }
        }
        notePublished(reader.catchUp());
    }

    private void notePublished(Ledger ledger) {
        if (firstPublished == null && ledger.publishedCount() > 0) {
            firstPublished = total.seconds();
        }
    }

    private void tell(Ledger ledger, Path out) {
        console.say("  done in " + total.shown() + ": " + ledger.events() + " events, " + ledger.draftCount()
                + " drafts, " + ledger.publishedCount() + " published, " + ledger.deadLetters() + " dead letters");
        console.say("  see " + out.resolve("report.json"));
    }
}
