package io.m6flow.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/** Time stands still until a test lets the timers fire. */
public final class ManualTimers implements ProcessingTimeService {
    private final List<Timer> set = new ArrayList<>();

    private static final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        private final ProcessingTimeCallback callback;

        Timer(ProcessingTimeCallback callback) {
            this.callback = callback;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    @Override
    public long getCurrentProcessingTime() {
        return 0;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback callback) {
        Timer timer = new Timer(callback);
        set.add(timer);
        return timer;
    }

    /** Those that have neither been cancelled nor fired. */
    public List<? extends ScheduledFuture<?>> running() {
        return waiting();
    }

    private List<Timer> waiting() {
        return set.stream().filter(timer -> !timer.isDone()).toList();
    }

    public void fire() throws Exception {
        for (Timer timer : waiting()) {
            timer.callback.onProcessingTime(0);
        }
    }
}
