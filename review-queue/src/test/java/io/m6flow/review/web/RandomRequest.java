package io.m6flow.review.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** A request that a good client might send, spoilt here and there; the same seed makes the same one. */
final class RandomRequest {
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY", "get", "BREW");
    /** No bare space: what follows it would be another version of HTTP, which Jetty rightly answers with 505. */
    private static final List<String> ODD = List.of(
            "%00",
            "%2F",
            "%2f..%2f",
            "../",
            "..",
            ";x=1",
            "%",
            "%zz",
            "%C0%AF",
            "%FF%FE",
            "//",
            "\\",
            "%5C",
            "%252F",
            "%E4%BD",
            "{",
            "}",
            "|",
            "%7B%7D",
            "~",
            "'",
            "\"",
            "<b>",
            "%20",
            "%0D%0A",
            "+",
            "*",
            "é",
            "😀",
            "%F0%9F%98%80",
            "a".repeat(300),
            "-1",
            "0",
            "9223372036854775808",
            "1e308",
            "NaN",
            "null",
            "true");

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "50",
            "501",
            "99999999999999999999",
            "abc",
            "REASON",
            "reason,HINT",
            "M-1",
            "M-2",
            "%E6%96%87",
            "zh",
            "en",
            "d2FpdGluZwoxLjAKTS0xCmE",
            "d2FpdGluZwpOYU4KTS0xCmE",
            "////",
            "0-0",
            "1795305600123456-3",
            "null",
            "%00");
    private static final List<String> NAMES = List.of(
            "limit", "cursor", "tenant", "kind", "lang", "then", "item", "seen", "session", "code", "state", "wanted",
            "after", "term");
    /** A sign-in with the provider whose state is 1. */
    private static final String BEGUN = Base64.getUrlEncoder()
            .encodeToString(("{\"state\":\"1\",\"nonce\":\"n\",\"verifier\":\"" + "v".repeat(43) + "\"}")
                    .getBytes(StandardCharsets.UTF_8));

    private static final List<String> HEADERS = List.of(
            "If-Match: \"1\"",
            "If-Match: W/\"1\"",
            "If-Match: *",
            "If-Match: \"99999999999999999999\"",
            "If-Match:",
            "Idempotency-Key: k1",
            "Idempotency-Key:",
            "Idempotency-Key: " + "k".repeat(300),
            "Idempotency-Key: é",
            "HX-Request: true",
            "Accept: application/json",
            "Accept: */*;q=x",
            "Accept-Encoding: gzip, br;q=0",
            "Accept-Language: zz",
            "If-None-Match: \"x\"",
            "Range: bytes=0-1",
            "Last-Event-ID: 0-1",
            "Last-Event-ID: x",
            "Last-Event-ID:",
            "X-HTTP-Method-Override: DELETE",
            "Origin: null",
            "Origin: ://",
            "Origin: https://evil.example",
            "Sec-Fetch-Site: cross-site",
            "Cookie: m6_session=x; m6_lang=%zz; m6_attempt=e30",
            "Cookie: =;;=",
            "Cookie: m6_lang=\"en",
            "Cookie: m6_attempt=////",
            "Cookie: m6_attempt=" + BEGUN,
            "Content-Encoding: gzip",
            "Expect: 100-continue",
            "X-Forwarded-For: \"",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Upgrade-Insecure-Requests: 1",
            "Sec-WebSocket-Key: x",
            "X-CSRF-Token: x",
            "Authorization: Bearer",
            "Authorization: Basic !!",
            "Authorization: Bearer \u0001",
            "Long: " + "h".repeat(3000));
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json; charset=nope",
            "text/plain; charset=utf-16",
            "é",
            "");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "\"x\"",
            "{",
            "{\"fence\":1}",
            "{\"fence\":1e999}",
            "{\"fence\":-1,\"outcome\":\"APPROVED\"}",
            "{\"fence\":1,\"outcome\":\"EDITED\",\"text\":\"\\ud800\"}",
            "{\"fence\":1,\"outcome\":\"REJECTED\",\"reasons\":[\"\\u0000\"]}",
            "{\"fence\":1,\"outcome\":\"SENT_BACK\",\"reasons\":[\"r\"],\"without\":[\"\",\" \"]}",
            "{\"fence\":1,\"fence\":2,\"reasons\":{}}",
            "{\"fence\":9999999999999999999999999}",
            "{\"kinds\":[1]}",
            "{\"kinds\":[\"REASON\",\"x\"],\"tenant\":\"M|1\"}",
            "[".repeat(5000),
            "{\"a\":".repeat(2000),
            "item=x",
            "item=%zz&fence=1",
            "fence=a&version=b&outcome=EDITED&text=x",
            "token=%",
            "token=" + "t".repeat(5000),
            "=&=&&",
            "a=%FF%FE&item=%00~%00",
            "--x\r\n\r\n--x--\r\n",
            "--x\r\nContent-Disposition: form-data; name=\"token\"; filename=\"f\"\r\n\r\nv\r\n--x--\r\n",
            "\0\0\0");

    private final Random random;
    private final List<String> paths;
    private final List<String> tokens;
    private final String item;

    RandomRequest(long seed, List<String> paths, List<String> tokens, String item) {
        this.random = new Random(seed);
        this.paths = paths;
        this.tokens = tokens;
        this.item = item;
    }

    byte[] bytes() {
        String method = random.nextInt(3) == 0 ? any(METHODS) : random.nextBoolean() ? "GET" : "POST";
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + path() + query() + " HTTP/1." + (random.nextInt(40) == 0 ? "0" : "1"));
        lines.add(random.nextInt(60) == 0 ? any(List.of("Host: é", "Host:", "X: y")) : "Host: localhost");
        lines.add("Connection: close");
        if (random.nextInt(4) != 0) {
            lines.add("Authorization: Bearer " + any(tokens));
        }
        if (random.nextInt(4) == 0) {
            lines.add("Accept: text/event-stream");
        }
        while (random.nextInt(3) == 0) {
            lines.add(any(HEADERS));
        }
        byte[] body = body();
        if (body.length > 0 || random.nextInt(10) == 0) {
            lines.add("Content-Type: " + any(TYPES));
            lines.add(length(body.length));
        }
        return joined(String.join("\r\n", lines) + "\r\n\r\n", body);
    }

    private String length(int length) {
        return switch (random.nextInt(40)) {
            case 0 -> "Content-Length: -1";
            case 1 -> "Content-Length: " + (length + 10);
            case 2 -> "Content-Length: 99999999999";
            case 3 -> "Transfer-Encoding: chunked";
            default -> "Content-Length: " + length;
        };
    }

    private String path() {
        String path = any(paths);
        while (random.nextInt(4) == 0) {
            int at = random.nextInt(path.length() + 1);
            path = path.substring(0, at)
                    + any(ODD)
                    + path.substring(random.nextBoolean() ? at : Math.min(path.length(), at + 1));
        }
        return path;
    }

    private String query() {
        StringBuilder query = new StringBuilder();
        while (random.nextInt(2) == 0) {
            String value = random.nextInt(4) == 0 ? any(ODD) : random.nextInt(3) == 0 ? item : any(VALUES);
            query.append(query.isEmpty() ? "?" : "&")
                    .append(any(NAMES))
                    .append(random.nextInt(12) == 0 ? "" : "=")
                    .append(value);
        }
        return query.toString();
    }

    private byte[] body() {
        if (random.nextInt(3) == 0) {
            return new byte[0];
        }
        String text = random.nextInt(4) == 0
                ? "item=" + item + "&wanted=" + item + "&fence=1&version=1&outcome="
                        + any(List.of("APPROVED", "EDITED", "x")) + "&text=t"
                : any(BODIES);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        while (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static byte[] joined(String head, byte[] body) {
        byte[] first = head.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[first.length + body.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(body, 0, all, first.length, body.length);
        return all;
    }
}
