package io.m6flow.launcher;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.schema.json.JsonRecords;
import java.util.List;

/** A receipt as JSON: the records under their own names, and around them where each was found. */
final class ReceiptJson {
    private ReceiptJson() {}

    static ObjectNode of(Receipt receipt, List<Whereabouts> went) {
        ObjectNode json = object();
        json.put("contentId", receipt.contentId().value());
        json.put("tenant", receipt.place().tenant().value());
        json.put("kind", receipt.place().kind().name());
        json.put("subject", receipt.place().subject().value());
        json.put("state", receipt.item().map(item -> item.state().name()).orElse(null));
        receipt.draft()
                .ifPresentOrElse(
                        drafted -> {
                            json.set("draft", JsonRecords.object(drafted.draft()));
                            json.set(
                                    "draftAt",
                                    drafted.position().map(ReceiptJson::of).orElse(null));
                        },
                        () -> json.putNull("draft"));
        ArrayNode earlier = json.putArray("earlierAttempts");
        receipt.earlier().forEach(attempt -> {
            ObjectNode before =
                    earlier.addObject().put("contentId", attempt.contentId().value());
            attempt.draft().ifPresent(draft -> before.set("draft", JsonRecords.object(draft)));
            before.set("decisions", decisions(receipt, attempt.decisions()));
        });
        json.set("decisions", decisions(receipt, receipt.decisions()));
        ArrayNode history = json.putArray("history");
        receipt.history()
                .forEach(entry -> history.addObject()
                        .put("at", entry.at().toString())
                        .put("what", entry.what().name())
                        .put("who", entry.who())
                        .put("note", entry.note()));
        String chain = receipt.chain().fold(whole -> "whole", broken -> "broken at entry " + broken.index());
        json.put("chain", chain);
        ArrayNode published = json.putArray("published");
        receipt.published().forEach(on -> {
            ObjectNode record = published.addObject();
            record.set("content", JsonRecords.object(on.content()));
            record.set("at", of(on.position()));
        });
        ArrayNode sinks = json.putArray("sinks");
        went.forEach(each -> sinks.addObject()
                .put("sink", each.sink())
                .put("state", each.state().name())
                .put("words", each.words()));
        return json;
    }

    private static ArrayNode decisions(Receipt receipt, List<Receipt.Entry> entries) {
        ArrayNode decisions = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> {
            ObjectNode decision = JsonRecords.object(entry.decision());
            decision.put("hash", entry.hash());
            decision.put("linked", receipt.isLinked(entry));
            decision.set("position", of(entry.position()));
            decisions.add(decision);
        });
        return decisions;
    }

    private static ObjectNode of(SourcePosition at) {
        return object().put("topic", at.topic())
                .put("partition", at.partition())
                .put("offset", at.offset());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
