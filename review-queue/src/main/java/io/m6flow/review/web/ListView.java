package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.Decided;
import io.m6flow.review.Proposal;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The list beside the card and the numbers above it.
 *
 * @param waiting how many items wait in all, also those that are not listed
 */
record ListView(Words words, Search search, Principal who, List<ReviewItem> items, long waiting, int decidedByMe) {
    private static final int EXCERPT = 40;

    ListView {
        items = List.copyOf(items);
    }

    /** Equal for lists that look the same, so that an unchanged list need not be sent. */
    String digest() {
        String seen = items.stream()
                .map(item -> item.contentId().value() + item.itemVersion())
                .collect(Collectors.joining());
        return Integer.toHexString((seen + search + waiting + "/" + decidedByMe + words.language()).hashCode());
    }

    String parameter(ReviewItem item) {
        return ItemParameter.write(ItemRef.of(item));
    }

    String kindOf(ReviewItem item) {
        return words.say("kind." + item.draft().getKind().name());
    }

    String excerpt(ReviewItem item) {
        String text = item.draft().getText();
        int end = text.offsetByCodePoints(0, Math.min(EXCERPT, text.codePointCount(0, text.length())));
        return end < text.length() ? text.substring(0, end) + "…" : text;
    }

    /** Whose it is, and about what. */
    String about(ReviewItem item) {
        Source source = item.draft().getSource();
        return source.getTitle() == null
                ? item.tenant() + " · " + item.draft().getSubject()
                : item.tenant() + " · " + source.getTitle();
    }

    /** Who holds the item, or what was decided by whom; empty while it waits. */
    String fate(ReviewItem item) {
        Decided decision = item.decision();
        if (decision != null) {
            return words.say("outcome." + Code.lower(decision.outcome())) + " · "
                    + words.say(
                            "decider." + Code.lower(decision.by().getType()),
                            decision.by().getName());
        }
        Proposal proposal = item.proposal();
        return item.heldBy() == null && proposal != null
                ? words.say("list.proposed", proposal.by())
                : Objects.requireNonNullElse(item.heldBy(), "");
    }

    /** How many of the listed items the reader could take up. */
    long open() {
        return search.isWaiting() ? items.stream().filter(this::isOpen).count() : 0;
    }

    private boolean isOpen(ReviewItem item) {
        Proposal proposal = item.proposal();
        return (who.isLead() || !item.isForLead())
                && (proposal == null || !proposal.by().equals(who.name()));
    }

    /** How many of the listed items can be approved together. */
    long harmless() {
        long all = items.stream().filter(BatchView::isHarmless).count();
        return search.isWaiting() ? Math.min(BatchView.MOST, all) : 0;
    }

    /** Since when the item stands where it stands. */
    Instant since(ReviewItem item) {
        Decided decision = item.decision();
        return decision == null ? item.admittedAt() : decision.at();
    }

    boolean isGrave(ReviewItem item) {
        return item.draft().getFindings().stream().anyMatch(finding -> finding.getSeverity() != Severity.INFO);
    }

    boolean isUrgent(ReviewItem item) {
        return item.draft().getPriority() > 0;
    }

    String empty() {
        return words.say(search.isNarrow() || search.isDetailed() || !search.isWaiting() ? "list.none" : "list.empty");
    }

    /** What the page asks for when it opens: the item that its address names, or the next one. */
    static String openValues(String wanted) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        return wanted.isEmpty()
                ? values.toString()
                : values.put("wanted", wanted).put("quiet", "1").toString();
    }

    static List<Kind> kinds() {
        return List.of(Kind.values());
    }
}
