package io.m6flow.review.kafka;

import io.m6flow.review.AuditChain;
import io.m6flow.review.Outbox;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps by which decisions reach Kafka: recover, then seal, send and acknowledge, again and again. A
 * crash after any of them loses nothing and repeats nothing, for the next recover() reads what the topic
 * ends with before anything is sent. Confined to one thread.
 */
final class RelaySteps {
    static final int BATCH = 500;
    private static final Logger LOG = LoggerFactory.getLogger(RelaySteps.class);
    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);

    private final Outbox outbox;
    private final DecisionTopic topic;
    private @Nullable Sent sent;

    private record Sent(AuditChain.Head head, long offset, int count) {}

    private static final class SealedDecision implements DecisionTopic.Message {
        private final byte[] bytes;
        private final String orderKey;
        private final byte @Nullable [] feedback;

        SealedDecision(byte[] bytes, byte @Nullable [] feedback) {
            this.bytes = bytes;
            this.orderKey = CODEC.decode(bytes).getOrderKey();
            this.feedback = feedback;
        }

        @Override
        public String key() {
            return orderKey;
        }

        @Override
        public byte[] value() {
            return bytes;
        }

        @Override
        public Optional<byte[]> feedback() {
            return Optional.ofNullable(feedback);
        }
    }

    RelaySteps(Outbox outbox, DecisionTopic topic) {
        this.outbox = outbox;
        this.topic = topic;
    }

    /** Takes notice of what a relay before this one sent without being able to say so. */
    void recover() {
        topic.lastAfter(outbox.acknowledged().offset()).ifPresent(last -> {
            AuditChain.Head head = AuditChain.headAt(last.bytes());
            LOG.info("the decisions' topic ends with entry {}; the chain goes on from there", head.index());
            outbox.acknowledge(head, last.offset());
        });
    }

    /** Gives the next decisions their places in the chain; answers how many. */
    int seal() {
        List<Outbox.Entry> entries = outbox.unsealed(BATCH);
        if (entries.isEmpty()) {
            return 0;
        }
        AuditChain.Head head = outbox.head();
        List<AuditChain.Link> links = new ArrayList<>();
        for (Outbox.Entry entry : entries) {
            AuditChain.Head before =
                    links.isEmpty() ? head : links.get(links.size() - 1).head();
            links.add(AuditChain.seal(before, entry.decision()));
        }
        if (!outbox.seal(head, entries, links)) {
            throw new IllegalStateException("another relay sealed at the same time; only one may run");
        }
        return entries.size();
    }

    /** Sends sealed decisions and their feedback as they are; answers whether there were any. */
    boolean send() {
        List<byte[]> unsent = outbox.unsent(BATCH);
        if (unsent.isEmpty()) {
            return false;
        }
        AuditChain.Head head = AuditChain.headAt(unsent.get(unsent.size() - 1));
        long first = head.index() - unsent.size() + 1;
        Map<Long, byte[]> feedback = outbox.unsentFeedback(first, head.index());
        List<SealedDecision> messages = new ArrayList<>();
        for (byte[] decision : unsent) {
            messages.add(new SealedDecision(decision, feedback.get(first + messages.size())));
        }
        sent = new Sent(head, topic.append(messages), messages.size());
        return true;
    }

    /** Forgets what was sent; answers how many. */
    int acknowledge() {
        Sent last = Objects.requireNonNull(sent, "nothing was sent");
        outbox.acknowledge(last.head(), last.offset());
        sent = null;
        return last.count();
    }
}
