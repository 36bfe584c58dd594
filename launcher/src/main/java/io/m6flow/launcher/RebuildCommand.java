package io.m6flow.launcher;

import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.rebuild.BrokenLogException;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.review.rebuild.RebuildReport;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restores a Redis that was lost from the topics. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Restores the queue in Redis from content.drafts, content.withdrawals, review.decisions and",
            "review.feedback, and proves it equal to what they say. Stop the review service first;",
            "needs kafka.bootstrap and redis.uri."
        })
final class RebuildCommand implements Callable<Integer> {
    private static final int SHOWN_DIFFERENCES = 50;

    @Mixin
    private ConfigOptions options;

    @Option(names = "--replace", description = "drop the queue that Redis holds now")
    private boolean replace;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    RebuildCommand() {}

    @Override
    public Integer call() {
        ReviewSettings settings = ReviewParts.deployed(options.read());
        Console console = Console.standard();
        Stopwatch watch = Stopwatch.start(Clock.systemUTC());
        try (Rebuild rebuild = new Rebuild(settings)) {
            rebuild.obstacle(replace).ifPresent(why -> {
                throw new UsageException(why);
            });
            RebuildReport report = rebuild.run(
                    replace,
                    (topic, records, ofAtMost) ->
                            console.live("  " + topic + ": " + records + " of at most " + ofAtMost + " records"));
            tell(report, console);
            console.say((report.isProved() ? "proved in " : "not proved, after ") + watch.shown());
            return report.isProved() ? 0 : Main.FAILED;
        } catch (ReviewQueueException | BrokenLogException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static void tell(RebuildReport report, Console console) {
        console.say("decisions    %d (%d items without a draft: the topic no longer keeps it)"
                .formatted(report.decisions(), report.withoutDraft()));
        console.say("feedback     %d".formatted(report.feedback()));
        console.say("withdrawals  %d".formatted(report.withdrawals()));
        console.say("drafts       %d; without a decision: %d wait, %d approved by the policy, %d void"
                .formatted(report.drafts(), report.waiting(), report.approved(), report.superseded()));
        if (report.purged() > 0) {
            console.say("not kept     %d items that were decided longer ago than review.keep-decided"
                    .formatted(report.purged()));
        }
        if (report.unusable() > 0) {
            console.say("passed over  %d records that are no messages, as the intake did".formatted(report.unusable()));
        }
        console.say(
                "lost with Redis, since it alone knew: claims, proposals, escalations, skips, how long people took, and"
                        + " decisions not yet on Kafka (their drafts wait again)");
        console.say("the topics say  %s (%d lines)".formatted(report.topicsDigest(), report.lines()));
        console.say("Redis shows     " + report.redisDigest());
        report.differences().stream().limit(SHOWN_DIFFERENCES).forEach(difference -> console.say("  " + difference));
        if (report.differences().size() > SHOWN_DIFFERENCES) {
            console.say("  and " + (report.differences().size() - SHOWN_DIFFERENCES) + " more");
        }
    }
}
