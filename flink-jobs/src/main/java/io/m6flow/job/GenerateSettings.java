package io.m6flow.job;

import io.m6flow.job.event.JobClock;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.job.session.SessionSettings;
import io.m6flow.job.writing.GeneratorFactory;
import io.m6flow.job.writing.WritingSettings;
import java.time.Duration;

/**
 * How the generate job works.
 *
 * @param generator where its generator comes from
 * @param guards what looks at each text
 * @param checkpointInterval how often its work is made durable and its output visible
 */
public record GenerateSettings(
        GeneratorFactory generator,
        InspectorFactory guards,
        WritingSettings writing,
        SessionSettings session,
        Duration checkpointInterval,
        JobClock clock) {

    public GenerateSettings {
        Checks.checkpointInterval(checkpointInterval);
    }

    public static GenerateSettings with(GeneratorFactory generator) {
        return new GenerateSettings(
                generator,
                Inspector::shipped,
                WritingSettings.defaults(),
                SessionSettings.defaults(),
                Duration.ofSeconds(1),
                JobClock.system());
    }

    /** For input that ends by itself: no session is closed by silence, and no draft has a deadline. */
    public GenerateSettings withoutSilence() {
        return withSession(session.withSilence(null).withLiveBudget(null));
    }

    public GenerateSettings withGuards(InspectorFactory newGuards) {
        return new GenerateSettings(generator, newGuards, writing, session, checkpointInterval, clock);
    }

    public GenerateSettings withWriting(WritingSettings newWriting) {
        return new GenerateSettings(generator, guards, newWriting, session, checkpointInterval, clock);
    }

    public GenerateSettings withSession(SessionSettings newSession) {
        return new GenerateSettings(generator, guards, writing, newSession, checkpointInterval, clock);
    }

    public GenerateSettings withCheckpointInterval(Duration newInterval) {
        return new GenerateSettings(generator, guards, writing, session, newInterval, clock);
    }

    public GenerateSettings withClock(JobClock newClock) {
        return new GenerateSettings(generator, guards, writing, session, checkpointInterval, newClock);
    }
}
