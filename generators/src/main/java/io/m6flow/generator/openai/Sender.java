package io.m6flow.generator.openai;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.m6flow.generator.Fault;
import io.m6flow.generator.OpenAiSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests, again where that may help, and leaves a server alone that fails too often. Safe for many threads;
 * replies come on the HTTP client's and the scheduler's threads.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int MAX_DOUBLINGS = 20;

    private final OpenAiSettings settings;
    private final Optional<ApiKey> key;
    private final HttpClient client;
    private final ReplyReader reader;
    private final RandomGenerator random;
    private final CircuitBreaker<Reply> breaker;
    private final FailsafeExecutor<Reply> patiently;
    private final URI address;

    /** @param random drawn from by many threads */
    Sender(
            OpenAiSettings settings,
            Optional<ApiKey> key,
            HttpClient client,
            ReplyReader reader,
            ScheduledExecutorService scheduler,
            RandomGenerator random) {
        this.settings = settings;
        this.key = key;
        this.client = client;
        this.reader = reader;
        this.random = random;
        this.breaker = breaker(settings.breaker());
        this.patiently = Failsafe.with(retries(settings.retries())).with(scheduler);
        this.address = URI.create(settings.baseUrl().toString().replaceAll("/+$", "") + "/chat/completions");
    }

    /** Completes with a reply whatever comes of it. Cancelling it breaks off the exchange. */
    CompletableFuture<Reply> send(Chat chat) {
        try {
            return patiently.getStageAsync(context -> attempt(chat, context));
        } catch (RejectedExecutionException closedMeanwhile) {
            return CompletableFuture.completedFuture(
                    new Reply.Missed(Fault.CLOSED, "the client was closed", false, null));
        }
    }

    private CircuitBreaker<Reply> breaker(OpenAiSettings.Breaker breakerSettings) {
        return CircuitBreaker.<Reply>builder()
                .withFailureThreshold(breakerSettings.failures(), breakerSettings.outOf())
                .withDelay(breakerSettings.pause())
                .withSuccessThreshold(1)
                .onOpen(event -> LOG.warn("{} fails too often: nothing is sent for {}", server(), pause()))
                .onClose(event -> LOG.info("{} answers again", server()))
                .build();
    }

    private static RetryPolicy<Reply> retries(OpenAiSettings.Retries retries) {
        return RetryPolicy.<Reply>builder()
                .handleResultIf(Reply::again)
                .abortOn(Throwable.class)
                .withMaxAttempts(retries.attempts())
                .withDelayFn(context -> delay(Objects.requireNonNull(context.getLastResult())))
                .build();
    }

    private static Duration delay(Reply reply) {
        return reply.fold(
                answered -> Duration.ZERO,
                tooLong -> Duration.ZERO,
                missed -> Objects.requireNonNullElse(missed.pause(), Duration.ZERO));
    }

    private CompletionStage<Reply> attempt(Chat chat, ExecutionContext<Reply> context) {
        Duration left = settings.timeouts().total().minus(context.getElapsedTime());
        Duration limit = shorter(settings.timeouts().attempt(), left);
        HttpRequest request = request(chat);
        if (!breaker.tryAcquirePermit()) {
            return CompletableFuture.completedFuture(new Reply.Missed(
                    Fault.REMOTE,
                    server() + " failed too often of late; nothing is sent for up to " + pause(),
                    false,
                    null));
        }
        CompletableFuture<HttpResponse<byte[]>> timed = exchange(request, limit);
        context.onCancel(() -> timed.cancel(true));
        if (context.isCancelled()) {
            timed.cancel(true);
        }
        return timed.handle((response, fault) -> {
            Reply reply = response != null ? reader.read(response, chat.ours()) : unheard(fault, limit);
            keepCount(reply, timed.isCancelled());
            return reply.fold(answered -> answered, tooLong -> tooLong, missed -> paused(missed, context));
        });
    }

    /** The request's own limit ends with the headers, so the whole has one more; whatever ends it ends the exchange. */
    private CompletableFuture<HttpResponse<byte[]>> exchange(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, info -> new CappedBody());
        CompletableFuture<HttpResponse<byte[]>> timed =
                exchange.copy().orTimeout(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
        var unused = timed.whenComplete((response, fault) -> {
            if (fault != null) {
                exchange.cancel(true);
            }
        });
        return timed;
    }

    private HttpRequest request(Chat chat) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(chat.body()));
        key.ifPresent(k -> request.header("Authorization", k.header()));
        return request.build();
    }

    private Reply.Missed unheard(@Nullable Throwable fault, Duration limit) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof TimeoutException) {
            return Reply.Missed.ill(server() + " did not answer within " + limit);
        }
        // Of the client's own words only the kind of fault is passed on: they may quote anything.
        String name = cause == null ? "nothing" : cause.getClass().getSimpleName();
        return cause instanceof IOException
                ? Reply.Missed.ill("the connection to " + server() + " failed (" + name + "); is it up?")
                : Reply.Missed.ill("the exchange with " + server() + " broke off (" + name + ")")
                        .givenUp("");
    }

    /** What the caller broke off says nothing of the server, but a probe must end one way or the other. */
    private void keepCount(Reply reply, boolean brokenOff) {
        if (brokenOff && !breaker.isHalfOpen()) {
            return;
        }
        if (brokenOff || reply.strike()) {
            breaker.recordFailure();
        } else {
            breaker.recordSuccess();
        }
    }

    /** Sets the wait before the next attempt, or gives up where none is left or it would come too late. */
    private Reply.Missed paused(Reply.Missed missed, ExecutionContext<Reply> context) {
        Duration least = missed.pause();
        int attempts = context.getAttemptCount() + 1;
        if (least == null) {
            return missed;
        }
        Duration pause = least.plus(backOff(attempts, least));
        boolean tooLate = context.getElapsedTime()
                        .plus(pause)
                        .compareTo(settings.timeouts().total())
                >= 0;
        return tooLate || attempts >= settings.retries().attempts()
                ? missed.givenUp("; given up after " + attempts + (attempts == 1 ? " attempt" : " attempts"))
                : missed.after(pause);
    }

    /** Full jitter: anything between nothing and the doubled delay. Where the server names a time, it only spreads. */
    private Duration backOff(int attempts, Duration named) {
        OpenAiSettings.Retries retries = settings.retries();
        Duration doubled = retries.firstDelay().multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        Duration longest = named.isZero() ? shorter(doubled, retries.longestDelay()) : retries.firstDelay();
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private String server() {
        return settings.baseUrl().toString();
    }

    private Duration pause() {
        return settings.breaker().pause();
    }
}
