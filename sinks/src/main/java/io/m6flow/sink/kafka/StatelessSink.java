package io.m6flow.sink.kafka;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/**
 * A Kafka sink outside transactions that leaves nothing in a savepoint. The Kafka sink by itself always brings a
 * committer and writer state, empty ones here, and a savepoint that holds them starts only a job that has that sink too:
 * who tried the other delivery could not go back.
 *
 * @param <T> what it writes
 */
final class StatelessSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final KafkaSink<T> sink;

    /** @param sink one whose guarantee is AT_LEAST_ONCE: nobody would commit the transactions of another */
    StatelessSink(KafkaSink<T> sink) {
        this.sink = Objects.requireNonNull(sink, "sink");
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }
}
