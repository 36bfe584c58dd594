package io.m6flow.job;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.UnlabelledRelease;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where published content goes to.
 *
 * @param published the sinks by name, at least one; the name is part of the job's savepoints, so it stays
 * @param unlabelled the log of what leaves without its visible label; exactly once
 */
public record PublishSinks(
        Map<String, Sink<PublishedContent>> published,
        Sink<UnlabelledRelease> unlabelled,
        Sink<DeadLetter> deadLetters) {
    public PublishSinks {
        if (published.isEmpty()) {
            throw new IllegalArgumentException("published holds no sink; name at least one");
        }
        published.keySet().forEach(name -> {
            if (!name.matches("[a-z][a-z0-9-]*")) {
                throw new IllegalArgumentException(
                        "a sink's name is lower-case letters, digits and hyphens, was \"" + name + "\"");
            }
        });
        published = Collections.unmodifiableMap(new TreeMap<>(published));
    }
}
