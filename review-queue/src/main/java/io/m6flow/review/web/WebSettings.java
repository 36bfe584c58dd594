package io.m6flow.review.web;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the review server listens and what it tolerates.
 *
 * @param port 0 lets the system choose a free one
 * @param maxRequestBytes larger request bodies are refused with 413
 * @param failedSignInsPerMinute per address; further attempts are refused with 429 until a minute has passed
 * @param sessionIdle a session that is not used for so long ends
 * @param rate how often one principal may ask
 * @param secureCookie set where TLS ends in front of the server, so that browsers send the cookie over TLS only
 * @param metricsFromLoopback whether programs on this machine may read /metrics without a token; an admin's token may
 *     always
 * @param publicUrl where browsers find the server; null means at its own address
 */
public record WebSettings(
        String host,
        int port,
        int maxRequestBytes,
        int failedSignInsPerMinute,
        Duration sessionIdle,
        RequestRate rate,
        boolean secureCookie,
        boolean metricsFromLoopback,
        @Nullable URI publicUrl) {
    private static final int MAX_PORT = 65_535;
    private static final int LEAST_REQUEST_BYTES = 1_024;
    /** Holds the longest edit, each character as a form writes it. */
    private static final int DEFAULT_REQUEST_BYTES = 256 * 1_024;

    public WebSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is empty; name an address to listen on, such as 127.0.0.1");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + MAX_PORT + ", was " + port);
        }
        if (maxRequestBytes < LEAST_REQUEST_BYTES) {
            throw new IllegalArgumentException(
                    "maxRequestBytes must be at least " + LEAST_REQUEST_BYTES + ", was " + maxRequestBytes);
        }
        if (failedSignInsPerMinute < 1) {
            throw new IllegalArgumentException(
                    "failedSignInsPerMinute must be at least 1, was " + failedSignInsPerMinute);
        }
        if (publicUrl != null && (publicUrl.getScheme() == null || publicUrl.getRawAuthority() == null)) {
            throw new IllegalArgumentException(
                    "publicUrl must be a whole address such as https://review.example.com, was " + publicUrl);
        }
        if (sessionIdle.isNegative() || sessionIdle.isZero()) {
            throw new IllegalArgumentException("sessionIdle must be longer than nothing, was " + sessionIdle);
        }
    }

    /** Metrics take a token. */
    public WebSettings(
            String host,
            int port,
            int maxRequestBytes,
            int failedSignInsPerMinute,
            Duration sessionIdle,
            RequestRate rate,
            boolean secureCookie,
            @Nullable URI publicUrl) {
        this(host, port, maxRequestBytes, failedSignInsPerMinute, sessionIdle, rate, secureCookie, false, publicUrl);
    }

    public static WebSettings defaults() {
        return new WebSettings(
                "127.0.0.1", 8090, DEFAULT_REQUEST_BYTES, 10, Duration.ofHours(12), RequestRate.GENEROUS, false, null);
    }

    public WebSettings withHost(String other) {
        return new WebSettings(
                other,
                port,
                maxRequestBytes,
                failedSignInsPerMinute,
                sessionIdle,
                rate,
                secureCookie,
                metricsFromLoopback,
                publicUrl);
    }

    public WebSettings withPort(int other) {
        return new WebSettings(
                host,
                other,
                maxRequestBytes,
                failedSignInsPerMinute,
                sessionIdle,
                rate,
                secureCookie,
                metricsFromLoopback,
                publicUrl);
    }

    public WebSettings withSecureCookie(boolean secure) {
        return new WebSettings(
                host,
                port,
                maxRequestBytes,
                failedSignInsPerMinute,
                sessionIdle,
                rate,
                secure,
                metricsFromLoopback,
                publicUrl);
    }

    public WebSettings withRate(RequestRate other) {
        return new WebSettings(
                host,
                port,
                maxRequestBytes,
                failedSignInsPerMinute,
                sessionIdle,
                other,
                secureCookie,
                metricsFromLoopback,
                publicUrl);
    }

    public WebSettings withMetricsFromLoopback(boolean open) {
        return new WebSettings(
                host, port, maxRequestBytes, failedSignInsPerMinute, sessionIdle, rate, secureCookie, open, publicUrl);
    }

    /** With the address that browsers know; over TLS it makes the cookie secure. */
    public WebSettings withPublicUrl(URI url) {
        boolean secure = secureCookie || "https".equals(url.getScheme());
        return new WebSettings(
                host,
                port,
                maxRequestBytes,
                failedSignInsPerMinute,
                sessionIdle,
                rate,
                secure,
                metricsFromLoopback,
                url);
    }
}
