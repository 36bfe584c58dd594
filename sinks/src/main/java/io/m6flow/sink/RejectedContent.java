package io.m6flow.sink;

import io.m6flow.schema.PublishedContent;
import java.util.Objects;

/**
 * Content that a sink's end will never take, however often it is sent, while it takes the others: what a sink hands to its
 * sink of rejections.
 *
 * @param sink which sink it is, such as postgres
 * @param cause why it was rejected; without the content's text, so that it may be logged
 */
public record RejectedContent(PublishedContent content, String sink, String cause) {
    public RejectedContent {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(sink, "sink");
        Objects.requireNonNull(cause, "cause");
    }
}
