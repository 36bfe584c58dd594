package io.m6flow.launcher;

import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.job.guard.Noted;
import io.m6flow.review.Pulse;
import io.m6flow.review.TextCheck;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guards of today over texts that people write, and over texts of before. They are opened beforehand, on a thread of
 * their own, or for the first text, and stay open until the close. Thread-safe.
 */
final class GuardCheck implements TextCheck {
    private static final Logger LOG = LoggerFactory.getLogger(GuardCheck.class);

    /** Whoever sits at the page waits no longer for guards that are on their way, as while Kafka is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final InspectorFactory guards;
    private final Duration patience;
    private final Duration pause;
    private @Nullable CompletableFuture<Inspector> opening;
    private volatile boolean closed;

    GuardCheck(InspectorFactory guards) {
        this(guards, PATIENCE, PAUSE);
    }

    /**
     * With other times.
     *
     * @param patience how long a text waits for guards that are on their way
     * @param pause between two tries to open them
     */
    GuardCheck(InspectorFactory guards, Duration patience, Duration pause) {
        this.guards = guards;
        this.patience = patience;
        this.pause = pause;
    }

    @Override
    public synchronized void prepare() {
        if (opening == null && !closed) {
            CompletableFuture<Inspector> coming = new CompletableFuture<>();
            opening = coming;
            Thread thread = new Thread(() -> open(coming), "review-guards");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void open(CompletableFuture<Inspector> coming) {
        Pulse pulse = new Pulse(InstantSource.system());
        while (!closed) {
            try {
                coming.complete(guards.open());
                if (pulse.goesWell()) {
                    LOG.info("The guards for edited texts are open now");
                }
                return;
            } catch (RuntimeException e) {
                if (pulse.fails(String.valueOf(e.getMessage()))) {
                    LOG.warn("The guards for edited texts cannot be opened and are tried again: {}", e.getMessage());
                }
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public List<Finding> check(TenantId tenant, Kind kind, String text, Source source) {
        String said = Objects.requireNonNullElse(source.getTranscript(), "");
        return Noted.of(
                inspector().findings(Inspector.draft(tenant.value(), kind, text, Inspector.source(source, said))));
    }

    private Inspector inspector() {
        try {
            return coming().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the guards are not open yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the guards were awaited", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the guards cannot be opened: " + e.getCause(), e);
        }
    }

    /** Opened at once where nobody has begun with it. */
    private synchronized CompletableFuture<Inspector> coming() {
        if (closed) {
            throw new IllegalStateException("the guards are closed");
        }
        if (opening == null) {
            opening = CompletableFuture.completedFuture(guards.open());
        }
        return opening;
    }

    /** One that is still being opened is closed when it is open. */
    @Override
    public synchronized void close() {
        closed = true;
        if (opening != null) {
            var unused = opening.thenAccept(Inspector::close);
            opening = null;
        }
    }
}
