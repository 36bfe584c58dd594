package io.m6flow.generator.m6;

import java.util.List;

/**
 * A model on its device with a key-value cache of lanes and rows.
 *
 * <p>Confined to one thread from its making to {@link #close}, but for {@link #read}.
 */
interface Network extends AutoCloseable {

    /** The widths that the cache has. */
    Lanes lanes();

    /** The number type of the maths, such as {@code fp32}. */
    String dtype();

    /**
     * Reads sources. It leaves the cache alone, and one other thread may call it beside the network's own.
     *
     * @param sources token ids, from the first to the separator
     */
    Reading read(List<int[]> sources);

    /** Stores one of the sources that were read in a row of the cache. */
    void seat(Reading reading, int source, int lane, int row);

    /**
     * Reads sources, and stores source {@code origin[j]} in row {@code rows[j]} of lane {@code lanes[j]}.
     *
     * @return per source, V logits and their log-sum-exp
     */
    default Logits prefill(List<int[]> sources, int[] origin, int[] lanes, int[] rows) {
        try (Reading reading = read(sources)) {
            for (int j = 0; j < rows.length; j++) {
                seat(reading, origin[j], lanes[j], rows[j]);
            }
            return reading.logits();
        }
    }

    /**
     * Feeds tokens to rows in one pass.
     *
     * @return for each row and each of its tokens, V logits and their log-sum-exp
     */
    Logits step(Feed feed);

    /**
     * Feeds one token to each row, and then {@code steps - 1} times the best one that may follow.
     *
     * @return for each row and each step, V logits, their log-sum-exp and the token that was fed next
     */
    Logits run(Feed feed, int steps);

    /** The log-probability of every token of each continuation, all read in one pass over one source. */
    List<float[]> score(int[] source, List<int[]> continuations);

    /** What a row holds up to a column, another row holds too, be it of the same lane or of another. */
    void move(int fromLane, int source, int toLane, int target, int upToColumn);

    /** Leaves nothing in a row of what it held; for a row whose numbers are none. */
    void wipe(int lane, int row);

    /** Gives the cache's memory back; for when no row is in use. */
    void forget();

    @Override
    void close();
}
