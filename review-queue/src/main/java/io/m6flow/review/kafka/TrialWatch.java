package io.m6flow.review.kafka;

import io.m6flow.review.PartStatus;
import io.m6flow.review.QueueNumbers;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the model on trial: counts what persons make of its drafts, and ends the trial when they say that it does
 * worse than the others. Several watches on one queue do no harm: the same end is written twice. It has a thread of its
 * own; start and close once each.
 */
public final class TrialWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrialWatch.class);
    private static final String BY = "m6flow";

    private final ModelTopic models;
    private final QueueNumbers numbers;
    private final Duration every;
    private final Clock clock;
    private final PersistentThread thread = new PersistentThread("review-model-trial", this::watch);
    private volatile Optional<TrialStanding> standing = Optional.empty();

    public TrialWatch(ModelTopic models, QueueNumbers numbers, Duration every, Clock clock) {
        this.models = models;
        this.numbers = numbers;
        this.every = every;
        this.clock = clock;
    }

    public void start() {
        thread.start();
    }

    public PartStatus status() {
        return thread.status();
    }

    /** Of the last look; empty where no model is on trial. */
    public Optional<TrialStanding> standing() {
        return standing;
    }

    private void watch(PersistentThread self) throws InterruptedException {
        while (!self.isClosed()) {
            standing = models.current().flatMap(this::look);
            self.goesWell();
            self.rest(every);
        }
    }

    private Optional<TrialStanding> look(ModelAssignment assignment) {
        ModelTrial trial = assignment.getTrial();
        if (trial == null) {
            return Optional.empty();
        }
        TrialStanding now = TrialStanding.of(trial, numbers.over(firstDay(trial), today(), Optional.empty()));
        if (now.verdict() != TrialStanding.Verdict.WORSE) {
            return Optional.of(now);
        }
        String why = "the trial of " + trial.getModel().getFolder() + " is ended: " + now.inWords();
        models.assign(ModelAssignment.newBuilder(assignment)
                .setTrial(null)
                .setReason(why)
                .setBy(BY)
                .setAt(clock.instant())
                .build());
        LOG.warn(why);
        return Optional.empty();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private LocalDate firstDay(ModelTrial trial) {
        LocalDate first = LocalDate.ofInstant(trial.getSince(), ZoneOffset.UTC);
        LocalDate earliest = today().minusDays(QueueNumbers.DAYS_KEPT - 1L);
        LocalDate latest = first.isAfter(today()) ? today() : first;
        return latest.isBefore(earliest) ? earliest : latest;
    }

    @Override
    public void close() {
        thread.close();
    }
}
