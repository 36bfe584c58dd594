package io.m6flow.schema.codec;

import java.util.function.Function;

/** What bytes turned out to be: a record, or no message of ours. */
public sealed interface Decoded<T> {

    record Message<T>(T value) implements Decoded<T> {}

    /** The reason says what is wrong with the bytes, without repeating them. */
    record NotAMessage<T>(String reason) implements Decoded<T> {}

    default <R> R fold(Function<T, R> message, Function<String, R> notAMessage) {
        if (this instanceof Message<T> known) {
            return message.apply(known.value());
        }
        return notAMessage.apply(((NotAMessage<T>) this).reason());
    }
}
