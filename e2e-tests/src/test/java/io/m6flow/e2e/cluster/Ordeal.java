package io.m6flow.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A stream that meets a fault in its middle, watched until all of it is settled.
 *
 * @param more events that come with the fault, beside the load
 */
record Ordeal(KafkaAccount account, Load load, int more) {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration AFTERMATH = Duration.ofSeconds(4);

    static Ordeal of(KafkaAccount account, Load load) {
        return new Ordeal(account, load, 0);
    }

    Ordeal withMore(int events) {
        return new Ordeal(account, load, events);
    }

    /** Strikes when a third of the drafts has come, and reads until all is settled and a while longer. */
    void outlives(String bootstrap, Runnable fault) {
        long due = account.events() + load.events() + more;
        int strikeAt = account.drafts() + load.events() / 3;
        long begin = System.nanoTime();
        boolean struck = false;
        CompletableFuture<Void> feeding = load.start(bootstrap);
        while (account.events() < due || !account.isSettled()) {
            account.poll();
            if (!struck && account.drafts() >= strikeAt) {
                struck = true;
                account.restartGaps();
                fault.run();
            }
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new AssertionError("not settled within " + PATIENCE + ": " + account + account.breaches());
            }
        }
        feeding.join();
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "%s: %d events in %.0f s; longest wait for a draft %s, a decision %s, a publication %s%n",
                load.name(),
                load.events() + more,
                seconds,
                account.draftGap,
                account.decisionGap,
                account.publishedGap);
        for (long end = System.nanoTime() + AFTERMATH.toNanos(); System.nanoTime() < end; ) {
            account.poll();
        }
        assertThat(struck).isTrue();
        assertThat(account.breaches()).isEmpty();
    }
}
