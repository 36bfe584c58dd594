package io.m6flow.generator;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks OpenAI's chat completions, which model of it to ask, and how hard to press it. Names where its
 * key is to be found and never holds the key.
 *
 * @param baseUrl up to and with the version, such as {@code http://127.0.0.1:8000/v1}
 * @param model the model's id as the server lists it
 * @param concurrency requests in flight at once, over all that lease this back end in a process
 * @param queueCapacity prompts that may wait; one more is refused as {@link Fault#BUSY}
 * @param maxPositions tokens of prompt and answer together that the model takes
 */
public record OpenAiSettings(
        URI baseUrl,
        String model,
        KeySource key,
        int concurrency,
        int queueCapacity,
        int maxPositions,
        Timeouts timeouts,
        Retries retries,
        Breaker breaker)
        implements BackEnd {
    private static final long serialVersionUID = 1L;

    /** The environment variable of the key unless another is named. */
    public static final String KEY_VARIABLE = "M6FLOW_OPENAI_KEY";

    /**
     * Where the key is read when the generator opens, on the machine where it does.
     *
     * @param variable an environment variable; unset or empty means that the server wants no key
     * @param file a file whose only content is the key; it wins over the variable, and must be there
     */
    public record KeySource(String variable, @Nullable String file) implements Serializable {
        private static final long serialVersionUID = 1L;

        public KeySource {
            Objects.requireNonNull(variable, "variable");
        }
    }

    /**
     * How long to wait.
     *
     * @param attempt for the whole answer to one request
     * @param total for one text with all its attempts, the waits between them included
     */
    public record Timeouts(Duration attempt, Duration total) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Timeouts {
            positive("attempt", attempt);
            positive("total", total);
        }
    }

    /**
     * How often a request is sent again that may go better later. The wait before attempt n + 1 is drawn between nothing
     * and {@code firstDelay} · 2ⁿ⁻¹, at most {@code longestDelay}; a server that names a time is waited for that long.
     *
     * @param attempts the first one included
     */
    public record Retries(int attempts, Duration firstDelay, Duration longestDelay) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Retries {
            atLeastOne("attempts", attempts);
            positive("firstDelay", firstDelay);
            positive("longestDelay", longestDelay);
        }
    }

    /**
     * When to leave a server alone: after {@code failures} of the last {@code outOf} requests failed, for {@code pause};
     * then one request goes first, and the others follow once it is answered.
     */
    public record Breaker(int failures, int outOf, Duration pause) implements Serializable {
        private static final long serialVersionUID = 1L;

        public Breaker {
            atLeastOne("failures", failures);
            positive("pause", pause);
            if (outOf < failures) {
                throw new IllegalArgumentException("outOf must be at least failures (" + failures + "), was " + outOf);
            }
        }
    }

    public OpenAiSettings {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(retries, "retries");
        Objects.requireNonNull(breaker, "breaker");
        checkUrl(baseUrl);
        if (model.isBlank()) {
            throw new IllegalArgumentException("model must name a model of the server, was empty");
        }
        atLeastOne("concurrency", concurrency);
        atLeastOne("queueCapacity", queueCapacity);
        if (maxPositions < 512) {
            throw new IllegalArgumentException("maxPositions must be at least 512, was " + maxPositions);
        }
    }

    /** Sixteen requests at a time and a minute for each. */
    public static OpenAiSettings of(URI baseUrl, String model) {
        return new OpenAiSettings(
                baseUrl,
                model,
                new KeySource(KEY_VARIABLE, null),
                16,
                1024,
                4096,
                new Timeouts(Duration.ofSeconds(60), Duration.ofMinutes(3)),
                new Retries(4, Duration.ofMillis(500), Duration.ofSeconds(20)),
                new Breaker(5, 10, Duration.ofSeconds(15)));
    }

    public OpenAiSettings withKey(KeySource newKey) {
        return new OpenAiSettings(
                baseUrl, model, newKey, concurrency, queueCapacity, maxPositions, timeouts, retries, breaker);
    }

    public OpenAiSettings withConcurrency(int newConcurrency) {
        return new OpenAiSettings(
                baseUrl, model, key, newConcurrency, queueCapacity, maxPositions, timeouts, retries, breaker);
    }

    public OpenAiSettings withQueueCapacity(int newQueueCapacity) {
        return new OpenAiSettings(
                baseUrl, model, key, concurrency, newQueueCapacity, maxPositions, timeouts, retries, breaker);
    }

    public OpenAiSettings withMaxPositions(int newMaxPositions) {
        return new OpenAiSettings(
                baseUrl, model, key, concurrency, queueCapacity, newMaxPositions, timeouts, retries, breaker);
    }

    public OpenAiSettings withTimeouts(Timeouts newTimeouts) {
        return new OpenAiSettings(
                baseUrl, model, key, concurrency, queueCapacity, maxPositions, newTimeouts, retries, breaker);
    }

    public OpenAiSettings withRetries(Retries newRetries) {
        return new OpenAiSettings(
                baseUrl, model, key, concurrency, queueCapacity, maxPositions, timeouts, newRetries, breaker);
    }

    public OpenAiSettings withBreaker(Breaker newBreaker) {
        return new OpenAiSettings(
                baseUrl, model, key, concurrency, queueCapacity, maxPositions, timeouts, retries, newBreaker);
    }

    @Override
    public <R> R fold(Function<GeneratorSettings, R> engine, Function<OpenAiSettings, R> openAi) {
        return openAi.apply(this);
    }

    /** The complaint does not repeat an address that may hold a password. */
    private static void checkUrl(URI url) {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address must not hold a user or password; name a key file instead");
        }
        boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!web || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address must be like http://127.0.0.1:8000/v1, without a query, was '" + url + "'");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than nothing, was " + value);
        }
    }
}
