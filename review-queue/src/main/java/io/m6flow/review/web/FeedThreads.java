package io.m6flow.review.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The threads that serve those who listen; they start when first needed.
 *
 * @param looking one thread that looks for changes
 * @param sending writes to the connections, so that a slow one holds up no look
 */
record FeedThreads(ScheduledExecutorService looking, ExecutorService sending) implements AutoCloseable {
    static FeedThreads few() {
        return new FeedThreads(ServerThreads.one("review-feed"), ServerThreads.few("review-events"));
    }

    @Override
    public void close() {
        looking.shutdownNow();
        sending.shutdown();
    }
}
