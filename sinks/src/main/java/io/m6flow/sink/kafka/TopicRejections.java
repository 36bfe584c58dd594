package io.m6flow.sink.kafka;

import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.PublishedContent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.sink.Rejections;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * What a sink rejects, as letters on its own topic. A letter's origin is {@code sink:NAME}, with the publishSequence for
 * an offset; its bytes are the content, self-describing even where a schema registry is used, so that they can be replayed.
 */
public final class TopicRejections implements Rejections {
    private static final String ORIGIN = "sink:";

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_CAUSE = 1000;

    private final String sink;
    private final DeadLetterTopic letters;
    private final Clock clock;

    /** @param clock one that travels, such as the system's */
    public TopicRejections(String sink, DeadLetterTopic letters, Clock clock) {
        this.sink = Objects.requireNonNull(sink, "sink");
        this.letters = Objects.requireNonNull(letters, "letters");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Its key is bare text: what is rejected may be just what makes no good key. */
    @Override
    public void reject(PublishedContent content, String cause) throws IOException {
        byte[] bytes = RecordCodec.of(PublishedContent.class).encode(content);
        letters.put(
                content.getTenant() + "|" + content.getKind() + "|" + content.getSubject(),
                DeadLetter.newBuilder()
                        .setOrigin(new EventOrigin(ORIGIN + sink, 0, content.getPublishSequence()))
                        .setReason(DeadLetterReason.SINK_FAILED)
                        .setMessage(cause.length() > LONGEST_CAUSE ? cause.substring(0, LONGEST_CAUSE) : cause)
                        .setBytes(ByteBuffer.wrap(bytes))
                        .setSize(bytes.length)
                        .setKind(content.getKind())
                        .setOrderKey(content.getTenant())
                        .setSubject(content.getSubject())
                        .setAt(clock.instant())
                        .build());
    }

    /** The content that such a letter holds; empty for others. */
    public static Optional<PublishedContent> read(DeadLetter letter) {
        if (!letter.getOrigin().getTopic().startsWith(ORIGIN)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[letter.getBytes().remaining()];
        letter.getBytes().duplicate().get(bytes);
        return Optional.of(RecordCodec.of(PublishedContent.class).decode(bytes));
    }

    @Override
    public void close() {
        letters.close();
    }
}
