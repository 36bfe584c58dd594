package io.m6flow.review;

import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.codec.RecordCodec;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one line in which all decisions stand: each carries its place, from 1, and the SHA-256 of the encoded
 * bytes of the one before, so that nothing can be taken out, put in or changed without showing.
 */
public final class AuditChain {
    private static final RecordCodec<ReviewDecision> CODEC = RecordCodec.of(ReviewDecision.class);

    private AuditChain() {}

    /**
     * Where a chain ends.
     *
     * @param index of its last entry; 0 while it is empty
     * @param hash of its last entry's bytes, in hex; empty while it is empty
     */
    public record Head(long index, String hash) {
        public static final Head EMPTY = new Head(0, "");
    }

    /** A decision in its place: its bytes, and the head that it makes. */
    public static final class Link {
        private final byte[] bytes;
        private final Head head;

        private Link(byte[] bytes) {
            this.bytes = bytes;
            this.head = headAt(bytes);
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        public Head head() {
            return head;
        }
    }

    /** What a look at a whole chain found. */
    public sealed interface Report {
        /**
         * Nothing is missing.
         *
         * @param entries how many decisions, each counted once
         * @param repeats how many were sent again, with the same bytes
         */
        record Whole(long entries, long repeats, Head head) implements Report {}

        /**
         * Something is missing, added or changed.
         *
         * @param index the first place at which the chain does not hold
         */
        record Broken(long index, String why) implements Report {}

        default <R> R fold(Function<Whole, R> whole, Function<Broken, R> broken) {
            if (this instanceof Whole it) {
                return whole.apply(it);
            }
            return broken.apply((Broken) this);
        }
    }

    /** The decision's bytes with its place in the chain; the decision itself stays as it is. */
    public static Link seal(Head before, ReviewDecision decision) {
        var placed = ReviewDecision.newBuilder(decision)
                .setChainIndex(before.index() + 1)
                .setPreviousHash(before.hash())
                .build();
        return new Link(CODEC.encode(placed));
    }

    /** The head that these bytes, as the last of a chain, make. */
    public static Head headAt(byte[] last) {
        return new Head(CODEC.decode(last).getChainIndex(), hash(last));
    }

    /** As {@link #headAt}, or empty where the bytes are no decision. */
    public static Optional<Head> tryHeadAt(byte[] bytes) {
        return CODEC.tryDecode(bytes)
                .fold(
                        decision -> Optional.of(new Head(decision.getChainIndex(), hash(bytes))),
                        reason -> Optional.empty());
    }

    /** Looks at a chain from its first entry on, as the topic gives it; an entry sent again counts once. */
    public static Report verify(Iterator<byte[]> entries) {
        Head head = Head.EMPTY;
        long repeats = 0;
        while (entries.hasNext()) {
            byte[] bytes = entries.next();
            var entry = CODEC.tryDecode(bytes).fold(decision -> decision, reason -> null);
            if (entry == null) {
                return new Report.Broken(head.index() + 1, "the entry cannot be read as a decision");
            }
            if (entry.getChainIndex() == head.index() && hash(bytes).equals(head.hash())) {
                repeats++;
                continue;
            }
            if (entry.getChainIndex() != head.index() + 1) {
                return new Report.Broken(head.index() + 1, "entry " + entry.getChainIndex() + " stands in its place");
            }
            if (!entry.getPreviousHash().equals(head.hash())) {
                return new Report.Broken(
                        entry.getChainIndex(), "it does not carry the hash of the entry before, which was changed");
            }
            head = new Head(entry.getChainIndex(), hash(bytes));
        }
        return new Report.Whole(head.index(), repeats, head);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
