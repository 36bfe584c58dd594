package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.m6flow.schema.json.JsonRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Talks plain HTTP to the server: as a browser with a cookie or as a program with a token. */
final class WebClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Pattern CSRF = Pattern.compile("X-CSRF-Token&#34;:&#34;([\\w-]*)&#34;");

    private final String base;
    private final Map<String, String> headers = new LinkedHashMap<>();

    WebClient(String base) {
        this.base = base;
    }

    WebClient withBearer(String token) {
        headers.put("Authorization", "Bearer " + token);
        return this;
    }

    WebClient with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    WebClient without(String header) {
        headers.remove(header);
        return this;
    }

    /** Signs in as a browser does and takes the CSRF token from the page that follows. */
    WebClient signIn(String token) {
        HttpResponse<String> answer = form("/sign-in", "token", token);
        headers.put("Cookie", cookie(answer));
        String home = answer.headers().firstValue("Location").orElseThrow();
        Matcher csrf = CSRF.matcher(get(home).body());
        if (!csrf.find()) {
            throw new AssertionError("the page " + home + " carries no CSRF token");
        }
        headers.put("X-CSRF-Token", csrf.group(1));
        headers.put("HX-Request", "true");
        return this;
    }

    static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path)).GET());
    }

    /** A request as this client would send it, for those who read the answer themselves. */
    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).GET();
        headers.forEach(request::setHeader);
        return request;
    }

    /** Posts a form; names and values take turns. */
    HttpResponse<String> form(String path, String... fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
        }
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("&", pairs))));
    }

    HttpResponse<String> post(String path, String json, String... more) {
        return send("POST", path, json, more);
    }

    HttpResponse<String> send(String method, String path, String json, String... more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json));
        if (more.length > 0) {
            request.headers(more);
        }
        return send(request);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonRecords.read(answer.body());
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String path(ItemRef item) {
        return "/api/v1/items/" + encoded(item.tenant().value()) + "/" + item.content();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        }
    }
}
