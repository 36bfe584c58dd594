package io.m6flow.sink.kafka;

import java.io.Serializable;
import java.util.List;
import org.apache.kafka.common.header.Header;

/** The headers that a record has on its topic; Flink sends it to the workers, so it holds only what is serializable. */
@FunctionalInterface
interface HeadersFunction<T> extends Serializable {
    List<Header> headers(T message);
}
