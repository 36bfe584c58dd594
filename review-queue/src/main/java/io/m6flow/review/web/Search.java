package io.m6flow.review.web;

import io.javalin.http.Context;
import io.m6flow.review.Decided;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ItemState;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.ReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DraftOrigin;
import io.m6flow.schema.Finding;
import io.m6flow.schema.GenerationTrace;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which items a reviewer wants to see, as the page's address says it; an empty field means all. The queue sorts out
 * kind and tenant; the rest is looked for among its first {@value #LOOKED_THROUGH} items.
 */
record Search(String state, String kind, String tenant, String risk, String origin, String model, String text) {
    /** What waits for a lead. */
    static final String FOR_LEADS = "LEAD";

    static final List<String> STATES = List.of("", FOR_LEADS, ItemState.CLAIMED.name(), ItemState.DECIDED.name());
    static final List<String> RISKS = List.of("", "SERIOUS", "ANY", "NONE", "LIVE");
    static final List<String> ORIGINS = Stream.concat(
                    Stream.of(""), Stream.of(DraftOrigin.values()).map(Enum::name))
            .toList();
    private static final int LOOKED_THROUGH = 1_000;
    private static final int LONGEST = 200;

    Search {
        oneOf("state", state, STATES);
        oneOf("risk", risk, RISKS);
        oneOf("origin", origin, ORIGINS);
        Asked.kinds(List.of(kind));
        Asked.tenant(tenant);
    }

    /** Reads the address, or the fields of the form that carries it on. */
    static Search of(Context request) {
        return new Search(
                field(request, "state"),
                field(request, "kind"),
                field(request, "tenant"),
                field(request, "risk"),
                field(request, "origin"),
                field(request, "model"),
                field(request, "q"));
    }

    /** What of it narrows the work: whoever looks among other states goes on with the items that wait. */
    Search forWork() {
        return isWaiting() ? this : new Search("", kind, "", "", "", "", "");
    }

    ItemFilter filter(Principal who) {
        return Asked.filter(who, tenant, List.of(kind));
    }

    boolean isWaiting() {
        return state.isEmpty() || isForLeads();
    }

    boolean isForLeads() {
        return state.equals(FOR_LEADS);
    }

    boolean isDecided() {
        return state.equals(ItemState.DECIDED.name());
    }

    /** Whether it asks for more than the queue itself can sort out. */
    boolean isNarrow() {
        return isForLeads() || !(risk.isEmpty() && origin.isEmpty() && model.isEmpty() && text.isEmpty());
    }

    /** Whether anything but state and kind is asked for. */
    boolean isDetailed() {
        return !(risk.isEmpty() && origin.isEmpty() && model.isEmpty() && tenant.isEmpty());
    }

    List<ReviewItem> in(ReviewQueue queue, Principal who, int limit) {
        int looked = isNarrow() ? LOOKED_THROUGH : limit;
        ItemFilter filter = filter(who);
        List<ReviewItem> items = isWaiting()
                ? queue.waiting(filter, looked)
                : isDecided() ? queue.decided(filter, looked) : queue.claimed(filter, looked);
        return items.stream().filter(this::matches).limit(limit).toList();
    }

    boolean matches(ReviewItem item) {
        ContentDraft draft = item.draft();
        return hasRisk(draft)
                && (!isForLeads() || item.isForLead())
                && (origin.isEmpty() || draft.getOrigin().name().equals(origin))
                && hasModel(draft.getTrace())
                && (text.isEmpty() || says(item, lower(text)));
    }

    /** As the query of an address, with an item that lies open. */
    String query(String item) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("state", state);
        fields.put("kind", kind);
        fields.put("tenant", tenant);
        fields.put("risk", risk);
        fields.put("origin", origin);
        fields.put("model", model);
        fields.put("q", text);
        fields.put("item", item);
        StringBuilder query = new StringBuilder();
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.append(query.isEmpty() ? '?' : '&').append(name).append('=');
                query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return query.toString();
    }

    private boolean hasRisk(ContentDraft draft) {
        Stream<Severity> severities = draft.getFindings().stream().map(Finding::getSeverity);
        return switch (risk) {
            case "SERIOUS" -> severities.anyMatch(severity -> severity == Severity.ERROR);
            case "ANY" -> severities.anyMatch(severity -> severity != Severity.INFO);
            case "NONE" -> severities.allMatch(severity -> severity == Severity.INFO);
            case "LIVE" -> draft.getPriority() > 0;
            default -> true;
        };
    }

    private boolean hasModel(@Nullable GenerationTrace trace) {
        return model.isEmpty()
                || (trace != null
                        && lower(trace.getModel() + " " + trace.getModelVersion())
                                .contains(lower(model)));
    }

    private static boolean says(ReviewItem item, String wanted) {
        ContentDraft draft = item.draft();
        Source source = draft.getSource();
        Decided decision = item.decision();
        Stream<String> drafted = Stream.of(
                draft.getText(),
                draft.getTenant(),
                draft.getSubject(),
                draft.getContentId(),
                draft.getTitle(),
                source.getTitle(),
                source.getProductId(),
                source.getTranscript());
        Stream<String> decided = decision == null
                ? Stream.empty()
                : Stream.concat(Stream.of(decision.text(), decision.by().getName()), decision.reasons().stream());
        return Stream.concat(drafted, decided)
                .filter(Objects::nonNull)
                .anyMatch(each -> lower(each).contains(wanted));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String field(Context request, String name) {
        String asked = request.queryParam(name);
        String value = Objects.requireNonNullElse(asked == null ? request.formParam(name) : asked, "")
                .strip();
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    private static void oneOf(String field, String value, List<String> known) {
        if (!known.contains(value)) {
            throw Problem.of(400, "bad-request", field + " must be one of " + known + ", or empty for all");
        }
    }
}
