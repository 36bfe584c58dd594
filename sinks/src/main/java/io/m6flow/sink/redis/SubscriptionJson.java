package io.m6flow.sink.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.schema.json.JsonRecords;
import io.m6flow.sink.webhook.Subscription;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** What an endpoint is told, as it stands in Redis: {@code {"types": […], "tenants": […], "kinds": […]}}. */
final class SubscriptionJson {
    private SubscriptionJson() {}

    static String write(Subscription subscription) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        put(json.putArray("types"), subscription.types());
        put(json.putArray("tenants"), subscription.tenants());
        put(json.putArray("kinds"), subscription.kinds());
        return json.toString();
    }

    private static void put(ArrayNode array, Set<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }

    static Subscription read(String json) {
        JsonNode read = JsonRecords.read(json);
        return new Subscription(
                values(read.path("types"), type -> type),
                values(read.path("tenants"), TenantId::new),
                values(read.path("kinds"), Kind::valueOf));
    }

    private static <T> Set<T> values(JsonNode array, Function<String, T> of) {
        Set<T> values = new HashSet<>();
        array.forEach(value -> values.add(of.apply(value.asText())));
        return values;
    }
}
