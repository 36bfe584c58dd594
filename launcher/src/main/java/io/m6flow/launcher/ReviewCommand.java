package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.TokenOwners;
import java.net.BindException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the review queue and its pages against a Kafka and a Redis of one's own. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        description = "The review queue and its pages; needs kafka.bootstrap, redis.uri and review.tokens.",
        subcommands = {TokenCommand.class, RebuildCommand.class, VerifyCommand.class, ExportCommand.class})
final class ReviewCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions options;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ReviewCommand() {}

    @Override
    public Integer call() throws InterruptedException, BindException {
        Settings settings = options.read();
        TokenOwners tokens = Tokens.watched(
                settings.review()
                        .tokens()
                        .orElseThrow(() -> new UsageException(
                                "review.tokens is not set; set M6FLOW_REVIEW_TOKENS to a file of tokens")),
                Clock.systemUTC());
        ReviewParts.refuseUnfinished(DeployedParts.redis(settings));
        RegisteredSchemas.check(settings);
        Console console = Console.standard();
        ReviewCore core = ReviewParts.core(settings, DeployedParts.kafka(settings), DeployedParts.redis(settings));
        ReviewServer pages = ReviewParts.pages(settings, core, tokens);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pages.close();
            core.close();
            stopped.countDown();
        }));
        core.start();
        pages.start();
        console.say("review pages on port " + pages.port());
        stopped.await();
        return 0;
    }
}
