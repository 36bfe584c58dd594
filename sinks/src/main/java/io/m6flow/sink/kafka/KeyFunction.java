package io.m6flow.sink.kafka;

import java.io.Serializable;

/** The key that a record has on its topic; Flink sends it to the workers, so it holds only what is serializable. */
@FunctionalInterface
public interface KeyFunction<T> extends Serializable {
    String key(T message);
}
