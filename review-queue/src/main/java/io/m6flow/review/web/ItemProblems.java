package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.Decided;
import io.m6flow.schema.Finding;
import io.m6flow.schema.json.JsonRecords;
import java.util.List;

/** What the API says when something cannot be done with an item. */
final class ItemProblems {
    private ItemProblems() {}

    static Problem decided(Decided decision) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        more.set("decision", ItemJson.of(decision));
        return Problem.of(
                        409,
                        "already-decided",
                        decision.by().getName() + " decided " + decision.outcome() + " at " + decision.at()
                                + "; the decision stands")
                .with(more);
    }

    static Problem claimLost() {
        return Problem.of(
                409, "claim-lost", "the lease ran out or another holds the item now; claim it again before you decide");
    }

    static Problem unknown() {
        return Problem.of(
                404,
                "unknown-item",
                "there is no such item that you may see; one that was decided long ago is kept only while its text stands"
                        + " published");
    }

    static Problem forLead() {
        return Problem.of(403, "for-lead", "this takes a lead; ask one, or escalate the item");
    }

    static Problem ownProposal() {
        return Problem.of(
                409,
                "own-proposal",
                "two people must agree on this kind, and the text is yours; another must approve it");
    }

    /** The findings' places count in the text that was sent. */
    static Problem doubtful(List<Finding> doubts) {
        ObjectNode more = JsonNodeFactory.instance.objectNode();
        ArrayNode findings = more.putArray("findings");
        doubts.forEach(finding -> findings.add(JsonRecords.object(finding)));
        return Problem.of(
                        409,
                        "edit-has-findings",
                        "the guards object to " + doubts.size() + " places of this text; change them, or send the text"
                                + " with \"despiteFindings\": true")
                .with(more);
    }

    static Problem notDecided() {
        return Problem.of(409, "not-decided", "the item is not decided; there is nothing to undo");
    }

    static Problem notPublished() {
        return Problem.of(409, "not-published", "the item's text does not stand published; there is nothing to revoke");
    }
}
