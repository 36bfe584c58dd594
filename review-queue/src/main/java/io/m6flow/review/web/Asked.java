package io.m6flow.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.Page;
import io.m6flow.review.UnknownCursorException;
import io.m6flow.review.Verdict;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what a request asks for; what cannot be read ends it with a problem that names the field. */
final class Asked {
    private static final int BAD_REQUEST = 400;

    private Asked() {}

    static ItemRef item(Context request) {
        return ItemRef.parse(request.pathParam("tenant"), request.pathParam("contentId"));
    }

    /** A number from the query, at least 1 and at most the greatest. */
    static int limit(Context request, int usual, int greatest) {
        String text = request.queryParam("limit");
        if (text == null) {
            return usual;
        }
        long limit = number("limit", text);
        if (limit < 1 || limit > greatest) {
            throw bad("limit must be 1 to " + greatest + ", was " + limit);
        }
        return (int) limit;
    }

    /** Where a list goes on, as the page before said. */
    static Optional<String> cursor(Context request) {
        return Optional.ofNullable(request.queryParam("cursor")).filter(text -> !text.isEmpty());
    }

    static <T> Page<T> page(Supplier<Page<T>> reading) {
        try {
            return reading.get();
        } catch (UnknownCursorException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    static ItemFilter filter(Principal who, @Nullable String tenant, List<String> kinds) {
        return who.narrowed(tenant(tenant), kinds(kinds))
                .orElseThrow(
                        () -> Problem.of(403, "not-allowed", "your token does not reach tenant \"" + tenant + "\""));
    }

    static Optional<TenantId> tenant(@Nullable String name) {
        return name == null || name.isBlank() ? Optional.empty() : Optional.of(checked(() -> new TenantId(name)));
    }

    /** Kinds by name, in any case; repeated or separated by commas. */
    static Set<Kind> kinds(List<String> names) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        names.stream()
                .flatMap(each -> Arrays.stream(each.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(name -> kinds.add(kind(name)));
        return kinds;
    }

    static long number(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw bad(field + " is missing; it must be a whole number");
        }
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw bad(field + " must be a whole number, was \"" + shortened(text) + "\"");
        }
    }

    /** The item version that the caller decides upon. */
    static long ifMatch(Context request) {
        String header = request.header("If-Match");
        if (header == null || header.isBlank()) {
            throw Problem.of(
                    428,
                    "no-version",
                    "the header If-Match is missing; send the itemVersion that you have seen, such as If-Match: \"3\"");
        }
        return number("If-Match", header.strip().replaceAll("^\"|\"$", ""));
    }

    /** The request's JSON object; an empty body counts as an empty object. */
    static JsonNode json(Context request) {
        String body = request.body();
        if (body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode json = checked(() -> JsonRecords.read(body));
        if (!json.isObject()) {
            throw bad("the body must be a JSON object");
        }
        return json;
    }

    static long fence(JsonNode json) {
        JsonNode fence = json.path("fence");
        if (!fence.isIntegralNumber()) {
            throw bad("fence is missing or no whole number; send the fence that the claim gave you");
        }
        return fence.longValue();
    }

    /** A text that must be there. */
    static String text(JsonNode json, String field) {
        String text = json.path(field).asText("");
        if (text.isBlank()) {
            throw bad(field + " is missing");
        }
        return text;
    }

    static long number(JsonNode json, String field) {
        JsonNode number = json.path(field);
        if (!number.isIntegralNumber()) {
            throw bad(field + " is missing or no whole number");
        }
        return number.longValue();
    }

    /** True or false; false where nothing is said. */
    static boolean flag(JsonNode json, String field) {
        JsonNode flag = json.path(field);
        if (!flag.isMissingNode() && !flag.isBoolean()) {
            throw bad(field + " must be true or false");
        }
        return flag.booleanValue();
    }

    static List<String> texts(JsonNode json, String field) {
        List<String> texts = new ArrayList<>();
        JsonNode node = json.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isArray()) {
            throw bad(field + " must be a list of texts");
        }
        node.forEach(each -> {
            if (!each.isTextual()) {
                throw bad(field + " must hold texts only");
            }
            texts.add(each.textValue());
        });
        return texts;
    }

    static Verdict verdict(JsonNode json) {
        return verdict(
                json.path("outcome").asText(""),
                json.path("text").asText(""),
                texts(json, "reasons"),
                texts(json, "without"));
    }

    static Verdict verdict(String outcome, String text, List<String> reasons, List<String> without) {
        return switch (outcome) {
            case "APPROVED" -> new Verdict.Approve();
            case "EDITED" -> checked(() -> new Verdict.Edit(text));
            case "REJECTED" -> checked(() -> new Verdict.Reject(reasons));
            case "SENT_BACK" -> checked(() -> new Verdict.SendBack(reasons, without));
            default ->
                throw bad(
                        "outcome must be APPROVED, EDITED, REJECTED or SENT_BACK, was \"" + shortened(outcome) + "\"");
        };
    }

    private static Kind kind(String name) {
        try {
            return Kind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw bad("kind \"" + shortened(name) + "\" is unknown; known are " + Arrays.toString(Kind.values()));
        }
    }

    /** What a text means; one that means nothing is the caller's fault. */
    static <T> T checked(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private static Problem bad(String detail) {
        return Problem.of(BAD_REQUEST, "bad-request", detail);
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
