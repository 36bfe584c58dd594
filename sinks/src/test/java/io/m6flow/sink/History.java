package io.m6flow.sink;

import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.json.JsonRecords;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a reader of a history sees in the end. */
public final class History {
    private History() {}

    /** Of each place the content with the highest publishSequence, as JSON; a place whose last word is a retraction is absent. */
    public static Map<String, String> endOf(List<PublishedContent> contents) {
        Map<String, PublishedContent> newest = new TreeMap<>();
        for (PublishedContent content : contents) {
            newest.merge(
                    PublishedKey.of(content).value(),
                    content,
                    (a, b) -> b.getPublishSequence() > a.getPublishSequence() ? b : a);
        }
        return newest.entrySet().stream()
                .filter(place -> place.getValue().getAction() == PublishAction.PUBLISH)
                .collect(Collectors.toMap(Map.Entry::getKey, place -> JsonRecords.line(place.getValue())));
    }
}
