package io.m6flow.generator.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Refusal;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a reply of what a server answered. What it says of an error is passed on, shortened, unless it repeats our text
 * or key. Immutable; used by many threads.
 */
final class ReplyReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> LATER = Set.of(408, 409, 425, 429);
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern LIMIT = Pattern.compile("maximum context length is (\\d{1,9})");
    private static final Pattern HAVE = Pattern.compile(
            "(?:requested|resulted in|request has|input has|prompt has|contains at least) (?:at least )?(\\d{1,9})");
    private static final int LONGEST = 200;

    private final String server;
    private final String model;
    private final Optional<ApiKey> key;
    private final Clock clock;

    ReplyReader(String server, String model, Optional<ApiKey> key, Clock clock) {
        this.server = server;
        this.model = model;
        this.key = key;
        this.clock = clock;
    }

    /** @param ours what was sent of others' texts, which no message may repeat */
    Reply read(HttpResponse<byte[]> response, String ours) {
        int status = response.statusCode();
        Optional<JsonNode> body = parse(response.body());
        if (status / 100 == 2) {
            return body.flatMap(this::answer)
                    .orElseGet(() -> Reply.Missed.ill(server + " answered " + status
                            + " with something else than a chat completion; check openai.url"));
        }
        JsonNode error =
                body.map(ReplyReader::error).orElseGet(com.fasterxml.jackson.databind.node.MissingNode::getInstance);
        return trouble(response, error, server + " answered " + status + told(error, ours));
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Optional<Reply> answer(JsonNode body) {
        JsonNode choice = body.path("choices").path(0);
        JsonNode content = choice.path("message").path("content");
        if (!choice.path("message").isObject() || !(content.isTextual() || content.isNull())) {
            return Optional.empty();
        }
        String finish = choice.path("finish_reason").asText();
        if (finish.equals("content_filter")) {
            return Optional.of(new Reply.Missed(
                    Fault.REJECTED, server + ": the server's content filter held the answer back", false, null));
        }
        JsonNode usage = body.path("usage");
        return Optional.of(new Reply.Answered(
                content.asText(""),
                finish.equals("length"),
                named(body.path("model").asText(model)),
                usage.path("completion_tokens").isInt()
                        ? new Reply.Usage(
                                Math.max(0, usage.path("prompt_tokens").asInt()),
                                Math.max(0, usage.path("completion_tokens").asInt()))
                        : null));
    }

    private static String named(String name) {
        return name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    private Reply trouble(HttpResponse<byte[]> response, JsonNode error, String what) {
        int status = response.statusCode();
        if (isTooLong(error)) {
            return tooLong(error.path("message").asText())
                    .orElseGet(() -> rejected(what + "; the prompt is longer than the model takes"));
        }
        if (status >= 500) {
            return Reply.Missed.ill(what).after(RetryAfter.in(response.headers(), clock));
        }
        // An empty purse is told like a busy server, but no wait fills it.
        if (LATER.contains(status) && !error.path("code").asText().equals("insufficient_quota")) {
            return new Reply.Missed(Fault.REMOTE, what, false, RetryAfter.in(response.headers(), clock));
        }
        return rejected(what + advice(status));
    }

    private static Reply rejected(String message) {
        return new Reply.Missed(Fault.REJECTED, message, false, null);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> "; check the key (M6FLOW_OPENAI_KEY or openai.key-file)";
            case 404, 405 -> "; check openai.url and openai.model";
            default -> status < 400 ? "; redirects are not followed, set openai.url to where it leads" : "";
        };
    }

    private static boolean isTooLong(JsonNode error) {
        return error.path("code").asText().equals("context_length_exceeded")
                || LIMIT.matcher(error.path("message").asText()).find();
    }

    private static Optional<Reply> tooLong(String message) {
        Matcher limit = LIMIT.matcher(message);
        Matcher have = HAVE.matcher(message);
        return limit.find() && have.find()
                ? Optional.of(new Reply.TooLong(
                        new Refusal.TooLong(Integer.parseInt(have.group(1)), Integer.parseInt(limit.group(1)))))
                : Optional.empty();
    }

    /** Some servers wrap what went wrong in "error", some do not. */
    private static JsonNode error(JsonNode body) {
        return body.path("error").isObject() ? body.path("error") : body;
    }

    private String told(JsonNode error, String ours) {
        String code = error.path("code").asText();
        String message = PlainText.of(error.path("message").asText());
        StringBuilder told = new StringBuilder();
        if (CODE.matcher(code).matches() && isFree(code, ours)) {
            told.append(" (").append(code).append(')');
        }
        if (!message.isEmpty() && isFree(message, ours)) {
            told.append(": ").append(message, 0, Math.min(LONGEST, message.length()));
        }
        return told.toString();
    }

    private boolean isFree(String text, String ours) {
        return !Quotation.of(ours, text) && key.filter(k -> k.shownIn(text)).isEmpty();
    }
}
