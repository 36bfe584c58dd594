package io.m6flow.review.recall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Recalls as JSON, for the API and for the store. What is absent is left out of criteria, and null elsewhere. */
public final class RecallJson {
    private RecallJson() {}

    public static ObjectNode of(RecallCriteria criteria) {
        ObjectNode json = object();
        criteria.term().ifPresent(term -> json.put("term", term));
        if (criteria.failsCheck()) {
            json.put("check", true);
        }
        criteria.model().ifPresent(model -> json.put("model", model));
        criteria.modelVersion().ifPresent(version -> json.put("modelVersion", version));
        criteria.tenant().ifPresent(tenant -> json.put("tenant", tenant.value()));
        if (!criteria.kinds().isEmpty()) {
            ArrayNode kinds = json.putArray("kinds");
            criteria.kinds().stream().sorted().forEach(kind -> kinds.add(kind.name()));
        }
        criteria.since().ifPresent(since -> json.put("since", since.toString()));
        criteria.until().ifPresent(until -> json.put("until", until.toString()));
        return json;
    }

    /**
     * What is asked for.
     *
     * @throws IllegalArgumentException if a field cannot be read, or nothing is asked for
     */
    public static RecallCriteria criteria(JsonNode json) {
        return new RecallCriteria(
                text(json, "term"),
                json.path("check").asBoolean(false),
                text(json, "model"),
                text(json, "modelVersion"),
                text(json, "tenant").map(TenantId::new),
                kinds(json.path("kinds")),
                text(json, "since").map(at -> instant("since", at)),
                text(json, "until").map(at -> instant("until", at)));
    }

    public static ObjectNode of(Recall recall) {
        ObjectNode json = written(recall);
        json.put("state", recall.state().name());
        Optional<Recall.Order> order = recall.order();
        json.put("orderedBy", order.map(Recall.Order::by).orElse(null));
        json.put("orderedAt", order.map(each -> each.at().toString()).orElse(null));
        json.put("retracted", recall.fates().retracted());
        json.put("overtaken", recall.fates().overtaken());
        json.put("failed", recall.fates().failed());
        json.put("doneAt", recall.doneAt().map(Instant::toString).orElse(null));
        return json;
    }

    /** What never changes. */
    public static ObjectNode written(Recall recall) {
        ObjectNode json = object();
        json.put("id", recall.id());
        json.set("criteria", of(recall.criteria()));
        json.put("reason", recall.reason());
        json.put("by", recall.by());
        json.put("at", recall.at().toString());
        json.put("looked", recall.looked());
        json.put("found", recall.found());
        json.put("more", recall.more());
        json.put("waiting", recall.waiting());
        return json;
    }

    /** As {@link #written} wrote it, with what came of it since. */
    public static Recall read(
            JsonNode json, Optional<Recall.Order> order, Recall.Fates fates, Optional<Instant> doneAt) {
        return new Recall(
                json.path("id").asText(),
                criteria(json.path("criteria")),
                json.path("reason").asText(),
                json.path("by").asText(),
                Instant.parse(json.path("at").asText()),
                json.path("looked").asLong(),
                json.path("found").asLong(),
                json.path("more").asBoolean(),
                json.path("waiting").asLong(),
                order,
                fates,
                doneAt);
    }

    public static ObjectNode of(FoundText text) {
        return object().put("tenant", text.tenant().value())
                .put("kind", text.kind().name())
                .put("subject", text.subject().value())
                .put("contentId", text.contentId().value())
                .put("decisionId", text.decisionId())
                .put("publishSequence", text.publishSequence())
                .put("publishedAt", text.publishedAt().toString())
                .put("cause", text.cause());
    }

    public static FoundText text(JsonNode json) {
        return new FoundText(
                new TenantId(json.path("tenant").asText()),
                Kind.valueOf(json.path("kind").asText()),
                new Subject(json.path("subject").asText()),
                new ContentId(json.path("contentId").asText()),
                json.path("decisionId").asText(),
                json.path("publishSequence").asLong(),
                Instant.parse(json.path("publishedAt").asText()),
                json.path("cause").asText());
    }

    private static Set<Kind> kinds(JsonNode names) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (JsonNode name : names) {
            try {
                kinds.add(Kind.valueOf(name.asText().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("kinds must be of " + EnumSet.allOf(Kind.class), e);
            }
        }
        return kinds;
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(field + " must be a moment such as 2026-01-31T08:00:00Z", e);
        }
    }

    /** An empty text counts as none: forms send those. */
    private static Optional<String> text(JsonNode json, String field) {
        JsonNode text = json.path(field);
        if (!text.isMissingNode() && !text.isNull() && !text.isTextual()) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return Optional.ofNullable(text.textValue()).filter(each -> !each.isBlank());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
