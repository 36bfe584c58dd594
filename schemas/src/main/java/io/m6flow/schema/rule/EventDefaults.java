package io.m6flow.schema.rule;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.id.OrderKey;
import io.m6flow.schema.id.ProductId;
import io.m6flow.schema.id.SessionId;
import io.m6flow.schema.id.TenantId;
import java.time.Instant;
import java.util.List;

/** What stands in for the fields that an event may leave out. */
public final class EventDefaults {
    /** The kinds that are written about products. */
    public static final List<Kind> PRODUCT_KINDS = List.of(Kind.REASON, Kind.THEME, Kind.HINT, Kind.BADGE);

    private EventDefaults() {}

    public static Instant occurredAt(ProductEvent event, Instant arrival) {
        Instant given = event.getOccurredAt();
        return given == null ? arrival : given;
    }

    public static long revision(ProductEvent event, Instant arrival) {
        Long given = event.getRevision();
        return given == null ? occurredAt(event, arrival).toEpochMilli() : given;
    }

    /** In the order of the event, each once. */
    public static List<Kind> kinds(ProductEvent event) {
        return event.getKinds().isEmpty()
                ? PRODUCT_KINDS
                : event.getKinds().stream().distinct().toList();
    }

    public static TenantId tenant(ProductEvent event) {
        return new TenantId(event.getMerchantId());
    }

    public static TenantId tenant(AsrSegment segment) {
        String host = segment.getHostId();
        return new TenantId(host == null ? segment.getSessionId() : host);
    }

    public static OrderKey orderKey(ProductEvent event) {
        return OrderKey.of(tenant(event), new ProductId(event.getProductId()));
    }

    public static OrderKey orderKey(AsrSegment segment) {
        return OrderKey.of(tenant(segment), new SessionId(segment.getSessionId()));
    }

    public static Instant occurredAt(AsrSegment segment, Instant sessionsFirstArrival) {
        Instant given = segment.getOccurredAt();
        return given == null ? sessionsFirstArrival.plusMillis(segment.getStartMillis()) : given;
    }
}
