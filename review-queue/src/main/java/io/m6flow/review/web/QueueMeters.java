package io.m6flow.review.web;

import io.m6flow.review.Backlog;
import io.m6flow.review.PartStatus;
import io.m6flow.review.QueueTotals;
import io.m6flow.review.RedisStatus;
import io.m6flow.review.ReviewHealth;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.TimesTaken;
import io.m6flow.schema.Kind;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue's meters, read when Prometheus asks.
 *
 * <p>Waiting, oldest, claimed, unsent, decisions, leases ended, and times to claim and to decide come from Redis: every
 * process on it tells the same numbers, so take their maximum, never their sum. Intake, dead letters, relay, sweeper,
 * trouble and whether Redis does well are this process's: sum them. Where Redis does not answer, its numbers are
 * missing. Thread-safe.
 */
final class QueueMeters implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(QueueMeters.class);

    private final ReviewQueue queue;
    private final Insight insight;

    QueueMeters(ReviewQueue queue, Insight insight) {
        this.queue = queue;
        this.insight = insight;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        Optional<ReviewHealth> health = insight.health().get();
        health.ifPresent(seen -> addProcess(seen, all));
        if (health.map(ReviewHealth::redisAnswers).orElse(true)) {
            addQueue(all);
        }
        return new MetricSnapshots(all);
    }

    private void addQueue(List<MetricSnapshot> all) {
        try {
            Backlog backlog = insight.numbers().backlog(Optional.empty());
            QueueTotals totals = insight.numbers().totals();
            long unsent = queue.counts().unsent();
            addBacklog(backlog, unsent, all);
            addTotals(totals, all);
        } catch (ReviewQueueException e) {
            LOG.debug("Redis went away while its numbers were read", e);
        }
    }

    private static void addBacklog(Backlog backlog, long unsent, List<MetricSnapshot> all) {
        Snapshot waiting = Snapshot.gauge("m6flow_review_waiting", "Items that nobody holds; of the whole queue");
        Snapshot oldest =
                Snapshot.gauge("m6flow_review_oldest_seconds", "Age of the oldest waiting item; of the whole queue");
        for (Kind kind : Kind.values()) {
            Optional<Backlog.Line> line = Optional.ofNullable(backlog.waiting().get(kind));
            waiting.add(kind(kind), line.map(Backlog.Line::items).orElse(0L));
            oldest.add(
                    kind(kind),
                    line.map(found -> found.oldest().toMillis() / 1000.0).orElse(0.0));
        }
        all.add(waiting.take());
        all.add(oldest.take());
        all.add(Snapshot.gauge("m6flow_review_claimed", "Items that somebody holds; of the whole queue")
                .add(Labels.EMPTY, backlog.claimed())
                .take());
        all.add(Snapshot.gauge("m6flow_review_unsent", "Decisions that have not reached Kafka yet; of the whole queue")
                .add(Labels.EMPTY, unsent)
                .take());
    }

    private static void addTotals(QueueTotals totals, List<MetricSnapshot> all) {
        Snapshot decisions = Snapshot.counter(
                "m6flow_review_decisions", "Decisions that can no longer be undone; of the whole queue");
        totals.decisions()
                .forEach(one -> decisions.add(
                        Labels.of(
                                "kind",
                                one.kind().name(),
                                "outcome",
                                one.outcome().name(),
                                "by",
                                one.by().name(),
                                "via",
                                one.via().name()),
                        one.count()));
        all.add(decisions.take());
        all.add(Snapshot.counter("m6flow_review_leases_ended", "Claims that nobody renewed; of the whole queue")
                .add(Labels.EMPTY, totals.leasesEnded())
                .take());
        all.add(histogram(
                "m6flow_review_claim_seconds",
                "From an item's arrival to its last claim; of the whole queue",
                totals.toClaim()));
        all.add(histogram(
                "m6flow_review_decide_seconds",
                "From the last claim to a person's decision; of the whole queue",
                totals.toDecide()));
    }

    private static MetricSnapshot histogram(String name, String help, Map<Kind, QueueTotals.Timed> times) {
        var histogram = HistogramSnapshot.builder().name(name).help(help);
        times.forEach((kind, timed) -> histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                .labels(kind(kind))
                .classicHistogramBuckets(buckets(timed.times()))
                .sum(timed.sum().toMillis() / 1000.0)
                .build()));
        return histogram.build();
    }

    /** Every bound each time, as Prometheus wants them, also those that nothing has come under yet. */
    private static ClassicHistogramBuckets buckets(TimesTaken times) {
        var buckets = ClassicHistogramBuckets.builder();
        long before = 0;
        for (long bound : TimesTaken.BOUNDS) {
            buckets.bucket((double) bound, times.between(before, bound));
            before = bound;
        }
        return buckets.bucket(Double.POSITIVE_INFINITY, times.longer()).build();
    }

    private static void addProcess(ReviewHealth health, List<MetricSnapshot> all) {
        RedisStatus.State redis = health.redis().state();
        all.add(one(
                "m6flow_review_redis_up", "1 if the queue can work on Redis, as this process sees it", redis.works()));
        all.add(one(
                "m6flow_review_redis_durable",
                "1 if what Redis acknowledges is on disk",
                redis == RedisStatus.State.WELL));
        all.add(one(
                "m6flow_review_intake_joined",
                "1 if this process is in the intake's consumer group",
                health.intake().joined()));
        all.add(Snapshot.gauge("m6flow_review_intake_lag", "Records on this process's partitions, not read yet")
                .add(Labels.EMPTY, health.intake().lag())
                .take());
        all.add(Snapshot.counter("m6flow_review_intake_records", "Records that this process has taken in")
                .add(Labels.of("topic", "drafts"), health.intake().drafts())
                .add(Labels.of("topic", "withdrawals"), health.intake().withdrawals())
                .take());
        all.add(Snapshot.counter("m6flow_review_dead_letters", "Records that this process could not read")
                .add(Labels.EMPTY, health.intake().deadLetters())
                .take());
        all.add(Snapshot.counter("m6flow_review_relay_sent", "Decisions that this process brought to Kafka")
                .add(Labels.EMPTY, health.relay().sent())
                .take());
        all.add(Snapshot.counter("m6flow_review_sweep_failures", "Sweeps of this process that failed")
                .add(Labels.EMPTY, health.sweeper().failures())
                .take());
        all.add(Snapshot.gauge("m6flow_review_trouble_seconds", "How long a part of this process cannot go on")
                .add(part("intake"), trouble(health.intake().thread()))
                .add(part("relay"), trouble(health.relay().thread()))
                .add(part("sweeper"), trouble(health.sweeper().thread()))
                .add(part("recall"), trouble(health.recall()))
                .add(part("terms"), trouble(health.terms()))
                .add(part("trial"), trouble(health.trial()))
                .take());
    }

    private static MetricSnapshot one(String name, String help, boolean holds) {
        return Snapshot.gauge(name, help).add(Labels.EMPTY, holds ? 1 : 0).take();
    }

    private static double trouble(PartStatus part) {
        return part.trouble().isPresent() ? part.lasting().toMillis() / 1000.0 : 0;
    }

    private static Labels kind(Kind kind) {
        return Labels.of("kind", kind.name());
    }

    private static Labels part(String part) {
        return Labels.of("part", part);
    }
}
