package io.m6flow.review.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps cookies as a browser does, per host; goes where it is led only when told. */
final class Browser {
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    HttpResponse<String> post(URI address, String csrf) {
        return send(
                HttpRequest.newBuilder(address).header("X-CSRF-Token", csrf).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Where the answer leads. */
    static URI next(HttpResponse<String> answer) {
        return answer.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    /** Fills in the provider's login form and sends it; answers what it leads to, our own callback at last. */
    URI logIn(URI authorization, String name) {
        URI form = next(get(authorization));
        Matcher csrf = CSRF.matcher(get(form).body());
        if (!csrf.find()) {
            throw new AssertionError("the provider shows no login form at " + form);
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("username=" + name + "&password=" + RealProvider.PASSWORD
                        + "&_csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8))));
        return next(get(next(answer)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }
}
