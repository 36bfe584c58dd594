package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.launcher.Installation.Running;
import io.m6flow.launcher.config.Settings;
import io.m6flow.launcher.kafka.FileFeed;
import io.m6flow.launcher.kafka.LedgerReader;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.TokenOwners;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs everything until it is told to stop, and shows a line of progress. */
final class LiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Settings settings;
    private final DataDirectory data;
    private final Console console;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean stopping;

    LiveRun(Settings settings, DataDirectory data, Console console, Clock clock) {
        this.settings = settings;
        this.data = data;
        this.console = console;
        this.clock = clock;
    }

    /** Returns only if starting fails; else the process ends by the signal that stops it. */
    void run(OnceRun.Input input, double speed) throws IOException {
        Stopwatch total = Stopwatch.start(clock);
        console.say("M6 Flow starts in " + data.root());
        FirstLook firstLook = FirstLook.of(settings, data.secrets(), new SecureRandom());
        TokenOwners tokens = Tokens.watched(firstLook.tokens(), clock);
        try (Installation installation = new Installation(settings, data, console, clock, true)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(main, installation), "stop"));
            Running running = installation.start();
            ReviewServer pages = ReviewParts.pages(settings, running.review(), tokens);
            start(pages);
            installation.started("pages", pages);
            String address = "http://" + settings.review().host() + ":" + pages.port();
            ObjectNode endpoints = installation.endpoints();
            endpoints.put("review", address);
            data.announce(endpoints);
            welcome(address, running, firstLook, tokens, total);
            Thread feeding = new Thread(() -> feed(running, input, speed), "feed");
            feeding.setDaemon(true);
            feeding.start();
            watch(running, total);
        } finally {
            data.letGo();
            stopped.countDown();
        }
    }

    private void start(ReviewServer pages) {
        try {
            pages.start();
        } catch (BindException e) {
            throw new UsageException("Review pages: port " + settings.review().port()
                    + " is in use; choose another with --review-port or stop what holds it");
        }
    }

    private void stop(Thread main, Installation installation) {
        if (stopped.getCount() == 0) {
            return;
        }
        stopping = true;
        console.say("stopping; what is in hand is kept");
        main.interrupt();
        try {
            installation.close();
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.say("stopped; ./m6flow up goes on from here");
    }

    private void watch(Running running, Stopwatch total) {
        try (LedgerReader reader = new LedgerReader(running.bootstrap(), running.format())) {
            while (!stopping) {
                var ledger = reader.poll(LOOK);
                console.live(LiveLine.of(ledger, running.generator(), total.seconds()));
                running.generateJob().checkRunning();
                running.publishJob().checkRunning();
            }
        } catch (RuntimeException e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    private void feed(Running running, OnceRun.Input input, double speed) {
        FileFeed feed = new FileFeed(running.bootstrap(), running.format(), clock);
        try {
            if (input.products().isPresent()) {
                feed.products(input.products().get().once(0), input.kinds());
            }
            if (input.segments().isPresent()) {
                feed.segments(input.segments().get().once(speed));
            }
        } catch (IOException | RuntimeException e) {
            if (!stopping) {
                LOG.error("feeding stopped", e);
                console.say("feeding stopped: " + e.getMessage());
            }
        }
    }

    private void welcome(String address, Running running, FirstLook firstLook, TokenOwners tokens, Stopwatch total) {
        console.say("");
        console.say("Ready in " + total.shown() + ".");
        firstLook.welcome(address, tokens, console);
        console.say("  Flink          " + running.flink().page());
        console.say("  Kafka          " + running.bootstrap());
        console.say("  Log            " + data.log());
        console.say("Ctrl-C stops everything.");
        console.say("");
    }
}
