package io.m6flow.local;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a Kafka on the directory, writes one transaction and leaves another open, and waits to be killed. */
final class KafkaProgram {
    private KafkaProgram() {}

    @SuppressWarnings("resource") // left open: it is killed
    public static void main(String[] arguments) throws IOException {
        LocalKafka kafka = new LocalKafka(KafkaOptions.in(Path.of(arguments[0])));
        kafka.start();
        KafkaClients.createTopic(kafka, "events");
        KafkaClients.commit(kafka, "events", "one", "two", "three");
        KafkaClients.leaveOpen(kafka, "events", "four");
        System.out.println("kafka " + kafka.bootstrapServers());
        System.exit(System.in.read());
    }
}
