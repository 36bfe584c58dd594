package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.IntakeStatus;
import io.m6flow.review.PartStatus;
import io.m6flow.review.RedisStatus;
import io.m6flow.review.ReviewHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The judgement over each part of the service, for liveness or for readiness. */
record HealthReport(List<Part> parts) {
    /** A thread may wait that long for Kafka or Redis within one call before it counts as stuck. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    /** Trouble that passes sooner keeps no request away. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String WELL = "well";

    HealthReport {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param works whether it passes
     * @param state a word for programs
     * @param detail why; not for outsiders, since it may name addresses
     */
    record Part(String name, boolean works, String state, Instant since, Optional<String> detail) {}

    /** Whether the process can answer, and none of its threads has ended or stands still. */
    static HealthReport liveness(ReviewHealth health) {
        return new HealthReport(List.of(
                alive("intake", health.intake().thread()),
                alive("relay", health.relay().thread()),
                alive("sweeper", health.sweeper().thread()),
                alive("recall", health.recall()),
                alive("terms", health.terms()),
                alive("trial", health.trial())));
    }

    /** Whether it can do its work: liveness, and what it needs outside. */
    static HealthReport readiness(ReviewHealth health) {
        List<Part> parts = new ArrayList<>();
        parts.add(redis(health.redis()));
        parts.add(intake(health.intake()));
        parts.add(works("relay", health.relay().thread()));
        parts.add(works("sweeper", health.sweeper().thread()));
        parts.add(works("recall", health.recall()));
        parts.add(tries("terms", health.terms()));
        parts.add(tries("trial", health.trial()));
        return new HealthReport(parts);
    }

    private static Part redis(RedisStatus redis) {
        return new Part(
                "redis",
                redis.state().works(),
                Code.lower(redis.state()).replace('_', '-'),
                redis.since(),
                redis.detail());
    }

    private static Part intake(IntakeStatus intake) {
        Part part = works("intake", intake.thread());
        return part.works() && !intake.joined()
                ? new Part("intake", false, "not-joined", part.since(), intake.trouble())
                : part;
    }

    private static Part works(String name, PartStatus thread) {
        Part alive = alive(name, thread);
        if (!alive.works() || thread.trouble().isEmpty()) {
            return alive;
        }
        boolean passing = thread.lasting().compareTo(LONG) <= 0;
        return new Part(name, passing, passing ? "trying" : "trouble", thread.since(), thread.trouble());
    }

    /** One whose trouble keeps nobody from reviewing: it is told, and that is all. */
    private static Part tries(String name, PartStatus thread) {
        Part alive = alive(name, thread);
        return alive.works() && thread.trouble().isPresent()
                ? new Part(name, true, "trouble", thread.since(), thread.trouble())
                : alive;
    }

    private static Part alive(String name, PartStatus thread) {
        if (!thread.runs()) {
            return new Part(name, false, "ended", thread.since(), thread.trouble());
        } else if (thread.quiet().compareTo(STUCK) > 0) {
            Instant silent = thread.since().plus(thread.lasting()).minus(thread.quiet());
            return new Part(name, false, "stuck", silent, thread.trouble());
        }
        return new Part(name, true, WELL, thread.since(), Optional.empty());
    }

    boolean passes() {
        return parts.stream().allMatch(Part::works);
    }

    /** @param details also why, for insiders */
    ObjectNode json(String status, boolean details) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("status", status);
        ObjectNode all = json.putObject("parts");
        for (Part part : parts) {
            ObjectNode one = all.putObject(part.name())
                    .put("state", part.state())
                    .put("since", part.since().toString());
            if (part.works() && !part.state().equals(WELL)) {
                one.put("warning", true);
            }
            part.detail().filter(why -> details).ifPresent(why -> one.put("detail", why));
        }
        return json;
    }
}
