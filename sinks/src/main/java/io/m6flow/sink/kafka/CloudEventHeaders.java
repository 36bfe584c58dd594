package io.m6flow.sink.kafka;

import io.m6flow.schema.PublishAction;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.id.PublishedKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** What makes a record of published content a CloudEvent 1.0 in Kafka's binary mode; its value stays as it is. */
final class CloudEventHeaders {
    private CloudEventHeaders() {}

    /** The id is the decision's; two events of one source never share it. */
    static List<Header> of(PublishedContent content) {
        boolean retracted = content.getAction() == PublishAction.RETRACT;
        return List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", content.getDecisionId()),
                header("ce_source", "urn:m6flow:publish"),
                header("ce_type", retracted ? "io.m6flow.content.retracted" : "io.m6flow.content.published"),
                header("ce_time", content.getPublishedAt().toString()),
                header("ce_subject", PublishedKey.of(content).value()),
                header("content-type", "application/avro"));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
