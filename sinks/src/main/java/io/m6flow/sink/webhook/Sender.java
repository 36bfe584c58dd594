package io.m6flow.sink.webhook;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends intents to one endpoint, signed, each attempt over a connection of its own. It follows no redirect, keeps no
 * cookie, uses no proxy and reads of an answer no more than it must. Thread-safe.
 */
final class Sender implements AutoCloseable {
    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(10);
    private static final ContentType JSON = ContentType.create("application/json", StandardCharsets.UTF_8);

    /** Read to its end, an answer lets the other side close in peace; a longer one is cut off. */
    private static final int READ_OF_ANSWER = 16 * 1024;

    private final Endpoint endpoint;
    private final Duration timeout;
    private final ScheduledExecutorService deadlines;
    private final CloseableHttpClient client;

    /** @param deadlines ends attempts that take too long; the caller's */
    Sender(
            Endpoint endpoint,
            Duration timeout,
            int concurrency,
            NameLookup lookup,
            ScheduledExecutorService deadlines) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.deadlines = deadlines;
        this.client = client(new CheckedAddresses(lookup, endpoint.privateAddresses()), timeout, concurrency);
    }

    private static CloseableHttpClient client(DnsResolver addresses, Duration timeout, int concurrency) {
        Timeout whole = Timeout.of(timeout);
        Timeout connecting = Timeout.of(timeout.compareTo(LONGEST_CONNECTING) < 0 ? timeout : LONGEST_CONNECTING);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnPerRoute(concurrency)
                        .setMaxConnTotal(concurrency)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(connecting)
                                .setSocketTimeout(whole)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(whole).build())
                // No proxy, whatever the properties of this process say: it would find the address by itself.
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("M6-Flow-Webhooks")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * One attempt.
     *
     * @param now the time that is signed
     */
    Answer send(Intent intent, Instant now) {
        HttpPost post = post(intent, now);
        Future<?> deadline = deadlines.schedule(() -> post.cancel(), timeout.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = client.executeOpen(null, post, null)) {
            Answer answer = Answer.of(response.getCode(), retryAfter(response, now));
            finish(response.getEntity());
            return answer;
        } catch (IOException | RuntimeException e) {
            return Answer.none(post.isCancelled() ? "no answer within " + timeout.toMillis() + " ms" : trouble(e));
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpPost post(Intent intent, Instant now) {
        byte[] body = intent.body().getBytes(StandardCharsets.UTF_8);
        HttpPost post = new HttpPost(endpoint.url());
        post.setHeader("webhook-id", intent.id());
        post.setHeader("webhook-timestamp", Long.toString(now.getEpochSecond()));
        post.setHeader("webhook-signature", Signature.header(endpoint.secrets(), intent.id(), now, body));
        post.setHeader(HttpHeaders.CONNECTION, "close");
        post.setEntity(new ByteArrayEntity(body, JSON));
        return post;
    }

    private static void finish(@Nullable HttpEntity entity) {
        if (entity == null) {
            return;
        }
        try {
            entity.getContent().readNBytes(READ_OF_ANSWER);
        } catch (IOException e) {
            // The status has come, and it alone counts.
        }
    }

    private static Duration retryAfter(ClassicHttpResponse response, Instant now) {
        return Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                .map(Header::getValue)
                .flatMap(value -> wait(value.strip(), now))
                .filter(wait -> !wait.isNegative())
                .orElse(Duration.ZERO);
    }

    /** In seconds, or as a date. */
    private static Optional<Duration> wait(String value, Instant now) {
        try {
            return Optional.of(
                    value.matches("[0-9]{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(value))
                            : Duration.between(
                                    now,
                                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                            .toInstant()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** In our own words: what others say may hold the url. */
    private static String trouble(Exception e) {
        if (e instanceof CheckedAddresses.RefusedAddressException) {
            return String.valueOf(e.getMessage());
        } else if (e instanceof UnknownHostException) {
            return "its name is not known";
        } else if (e instanceof ConnectException) {
            return "no connection";
        } else if (e instanceof SSLException) {
            return "no trusted TLS connection (" + e.getClass().getSimpleName() + ")";
        } else if (e instanceof InterruptedIOException) {
            return "it took too long (" + e.getClass().getSimpleName() + ")";
        }
        return "it ended without an answer (" + e.getClass().getSimpleName() + ")";
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
