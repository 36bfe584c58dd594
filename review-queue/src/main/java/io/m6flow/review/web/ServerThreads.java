package io.m6flow.review.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of a running server beside those that answer requests; they start when first needed. */
final class ServerThreads {
    private static final int FEW = 4;
    private static final int IDLE_SECONDS = 30;

    private ServerThreads() {}

    static ScheduledExecutorService one(String name) {
        ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, named(name));
        thread.setRemoveOnCancelPolicy(true);
        return thread;
    }

    static ExecutorService few(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                FEW, FEW, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
