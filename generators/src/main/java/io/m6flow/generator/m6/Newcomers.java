package io.m6flow.generator.m6;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Texts that have a slot and wait for their source to be read. As many sources as one call takes are read together; alone
 * where exact. Confined to the engine thread.
 */
final class Newcomers {
    private final Reader reader;
    private final BatchLimits limits;
    /** Texts of one source each. */
    private final Deque<List<Text>> unread = new ArrayDeque<>();

    /** Those that are being read, or were when the reading failed. */
    private List<List<Text>> inHand = List.of();

    private @Nullable CompletableFuture<Reading> reading;

    /** Texts that have been read together: those of source 0 of the reading, those of source 1, and so on. */
    record Arrived(List<List<Text>> texts, Reading reading) {}

    Newcomers(Reader reader, BatchLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    void add(Collection<List<Text>> bySource) {
        unread.addAll(bySource);
    }

    boolean isEmpty() {
        return unread.isEmpty() && inHand.isEmpty();
    }

    /** Whether there is nobody to read next. */
    boolean isShort() {
        return unread.isEmpty();
    }

    int size() {
        return (int) texts().count();
    }

    /** The most columns that they can come to hold. */
    long cost() {
        return texts().mapToLong(Text::cost).sum();
    }

    List<Request> requests() {
        return texts().map(text -> text.request).distinct().toList();
    }

    private Stream<Text> texts() {
        return Stream.concat(inHand.stream(), unread.stream()).flatMap(List::stream);
    }

    /**
     * Who has been read, and begins with the next.
     *
     * @param wait until somebody is, if anybody is there
     * @return null if nobody is
     * @throws RuntimeException as the network does; those that were being read are still there
     */
    @Nullable
    Arrived next(boolean wait) {
        if (reading == null && !begin()) {
            return null;
        }
        CompletableFuture<Reading> begun = reading;
        if (begun == null || !(wait || begun.isDone())) {
            return null;
        }
        reading = null;
        try {
            Arrived arrived = new Arrived(inHand, begun.join());
            inHand = List.of();
            begin();
            return arrived;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    private boolean begin() {
        if (unread.isEmpty()) {
            return false;
        }
        inHand = nextTogether();
        reading = reader.read(sources(inHand));
        return true;
    }

    /** Reads some of those whose turn has not come, on this thread; null if there are none. */
    @Nullable
    Arrived readHere() {
        if (unread.isEmpty()) {
            return null;
        }
        List<List<Text>> before = inHand;
        List<List<Text>> here = nextTogether();
        // Known to be in hand until they are read, should that fail.
        inHand = Stream.concat(before.stream(), here.stream()).toList();
        Reading read = reader.readNow(sources(here));
        inHand = before;
        return new Arrived(here, read);
    }

    private List<List<Text>> nextTogether() {
        List<List<Text>> together = new ArrayList<>(List.of(unread.remove()));
        int positions = source(together.get(0)).length;
        while (!unread.isEmpty() && !limits.tuning().exact()) {
            positions += source(unread.element()).length;
            if (positions > limits.readAtOnce()) {
                break;
            }
            together.add(unread.remove());
        }
        return together;
    }

    private static List<int[]> sources(List<List<Text>> bySource) {
        return bySource.stream().map(Newcomers::source).toList();
    }

    private static int[] source(List<Text> ofOneSource) {
        return ofOneSource.get(0).plan.source;
    }

    /** As if none of them had ever come. */
    void abandon() {
        CompletableFuture<Reading> begun = reading;
        if (begun != null) {
            // Nothing is lost with this handle: what was read is given back as soon as it is there.
            var unused = begun.thenAccept(Reading::close);
        }
        reading = null;
        inHand = List.of();
        unread.clear();
    }
}
