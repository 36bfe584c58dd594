package io.m6flow.schema.codec;

import io.m6flow.schema.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a record of events says when it comes again because a text of one kind could not be written: the kind's name, as the
 * value of a Kafka header. Without it an event that changes no fact asks for nothing.
 */
public final class ReplayHeader {
    public static final String NAME = "m6flow_write_again";

    private ReplayHeader() {}

    public static byte[] of(Kind kind) {
        return kind.name().getBytes(StandardCharsets.UTF_8);
    }

    /** The kind that the header's value names; empty where it names none. */
    public static Optional<Kind> read(byte[] value) {
        String name = new String(value, StandardCharsets.UTF_8);
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
