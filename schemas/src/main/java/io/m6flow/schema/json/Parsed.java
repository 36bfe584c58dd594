package io.m6flow.schema.json;

import java.util.function.Function;

/** What a line of JSON turned out to be: an event, or a complaint about it. */
public sealed interface Parsed<T> {

    record Event<T>(T value) implements Parsed<T> {}

    /** The complaint says what is wrong and where, without repeating the line. */
    record Invalid<T>(String complaint) implements Parsed<T> {}

    default <R> R fold(Function<T, R> event, Function<String, R> invalid) {
        if (this instanceof Event<T> good) {
            return event.apply(good.value());
        }
        return invalid.apply(((Invalid<T>) this).complaint());
    }
}
