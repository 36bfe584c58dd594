package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.Claim;
import io.m6flow.review.Decided;
import io.m6flow.review.Proposal;
import io.m6flow.review.QueueCounts;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Via;
import io.m6flow.schema.json.JsonRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The queue's data as the API's JSON. */
final class ItemJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ItemJson() {}

    static ObjectNode of(ReviewItem item) {
        ObjectNode json = NODES.objectNode();
        json.put("contentId", item.contentId().value());
        json.put("tenant", item.tenant().value());
        json.put("state", item.state().name());
        json.put("itemVersion", item.itemVersion());
        json.put("admittedAt", item.admittedAt().toString());
        json.put("isForLead", item.isForLead());
        json.put("heldBy", item.heldBy());
        Instant until = item.leaseUntil();
        json.put("leaseUntil", until == null ? null : until.toString());
        Proposal proposal = item.proposal();
        json.set("proposal", proposal == null ? NODES.nullNode() : of(proposal));
        Decided decision = item.decision();
        json.set("decision", decision == null ? NODES.nullNode() : of(decision));
        json.set("draft", JsonRecords.object(item.draft()));
        return json;
    }

    /** leaseMillis spares the caller from comparing clocks. */
    static ObjectNode of(Claim claim, Clock clock) {
        ObjectNode json = NODES.objectNode();
        json.put("fence", claim.fence());
        json.put("itemVersion", claim.item().itemVersion());
        json.put("leaseUntil", claim.leaseUntil().toString());
        json.put("leaseMillis", leaseMillis(claim, clock));
        json.set("item", of(claim.item()));
        return json;
    }

    private static ObjectNode of(Proposal proposal) {
        return NODES.objectNode().put("by", proposal.by()).put("text", proposal.text());
    }

    static ObjectNode of(Decided decision) {
        ObjectNode json = NODES.objectNode();
        json.put("decisionId", decision.decisionId());
        json.put("outcome", decision.outcome().name());
        json.set("by", JsonRecords.object(decision.by()));
        Via via = decision.via();
        json.put("via", via == null ? null : via.name());
        json.put("agreedWith", decision.agreedWith());
        decision.reasons().forEach(json.putArray("reasons")::add);
        json.put("text", decision.text());
        json.put("publishSequence", decision.publishSequence());
        json.put("at", decision.at().toString());
        Instant undoableUntil = decision.undoableUntil();
        json.put("undoableUntil", undoableUntil == null ? null : undoableUntil.toString());
        return json;
    }

    static ObjectNode of(QueueCounts counts, int decidedByMeToday) {
        ObjectNode json = NODES.objectNode();
        json.put("waiting", counts.waiting());
        json.put("claimed", counts.claimed());
        ObjectNode decided = json.putObject("decided");
        counts.decided().forEach((outcome, count) -> decided.put(outcome.name(), count));
        json.put("decidedInAll", counts.decidedInAll());
        json.put("unsent", counts.unsent());
        json.put("decidedByMeToday", decidedByMeToday);
        return json;
    }

    static long leaseMillis(Claim claim, Clock clock) {
        return Math.max(0, Duration.between(clock.instant(), claim.leaseUntil()).toMillis());
    }
}
