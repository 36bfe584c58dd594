package io.m6flow.schema.rule;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.Attribute;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.id.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an event must hold to be accepted. A complaint is one sentence: what is wrong, where, and what to do. */
public final class EventRules {
    /** An event with more bytes than this, as it stands on the topic, is a dead letter. */
    public static final int MAX_EVENT_BYTES = 64 * 1024;

    public static final int MAX_ATTRIBUTES = 200;

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,6})?");

    private EventRules() {}

    public static Optional<String> complaint(ProductEvent event) {
        return first(List.of(
                () -> Identifiers.complaint("productId", event.getProductId()),
                () -> Identifiers.complaint("merchantId", event.getMerchantId()),
                () -> event.getOperation() == ProductOperation.UPSERT ? nothingToWriteAbout(event) : Optional.empty(),
                () -> atMost("attributes", event.getAttributes().size(), MAX_ATTRIBUTES),
                () -> namelessAttribute(event),
                () -> event.getKinds().stream()
                        .filter(kind -> !EventDefaults.PRODUCT_KINDS.contains(kind))
                        .findFirst()
                        .map(kind -> "kinds holds " + kind + ", which is not written about products; choose from "
                                + EventDefaults.PRODUCT_KINDS),
                () -> notANumber(event.getPrice())));
    }

    public static Optional<String> complaint(AsrSegment segment) {
        String host = segment.getHostId();
        return first(List.of(
                () -> Identifiers.complaint("sessionId", segment.getSessionId()),
                () -> host == null ? Optional.empty() : Identifiers.complaint("hostId", host),
                () -> notNegative("sequence", segment.getSequence()),
                () -> notNegative("startMillis", segment.getStartMillis()),
                () -> segment.getEndMillis() < segment.getStartMillis()
                        ? Optional.of("endMillis (" + segment.getEndMillis() + ") is before startMillis ("
                                + segment.getStartMillis() + ")")
                        : Optional.empty()));
    }

    /** The complaint about an event's size in bytes. */
    public static Optional<String> sizeComplaint(long bytes) {
        return bytes <= MAX_EVENT_BYTES
                ? Optional.empty()
                : Optional.of(
                        "the event has " + bytes + " bytes; the limit is " + MAX_EVENT_BYTES + "; shorten its texts");
    }

    private static Optional<String> nothingToWriteAbout(ProductEvent event) {
        return event.getTitle().isBlank() && event.getAttributes().isEmpty()
                ? Optional.of("title is blank and there are no attributes, so there is nothing to write about")
                : Optional.empty();
    }

    private static Optional<String> namelessAttribute(ProductEvent event) {
        return event.getAttributes().stream().map(Attribute::getName).anyMatch(String::isBlank)
                ? Optional.of("an attribute has no name; name it or leave it out")
                : Optional.empty();
    }

    private static Optional<String> notANumber(@Nullable String price) {
        return price == null || DECIMAL.matcher(price).matches()
                ? Optional.empty()
                : Optional.of("price is not a decimal number such as 199.00");
    }

    private static Optional<String> notNegative(String field, long value) {
        return value >= 0 ? Optional.empty() : Optional.of(field + " must be at least 0, was " + value);
    }

    private static Optional<String> atMost(String field, int have, int limit) {
        return have <= limit
                ? Optional.empty()
                : Optional.of(field + " holds " + have + " entries; the limit is " + limit);
    }

    private static Optional<String> first(List<Supplier<Optional<String>>> rules) {
        return rules.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    /** Kinds of live speech, which come from segments alone. */
    public static boolean isLive(Kind kind) {
        return kind == Kind.SCRIPT || kind == Kind.SUMMARY;
    }
}
