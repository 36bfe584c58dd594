package io.m6flow.generator.m6;

import java.util.List;

/**
 * A model on its device with a key-value cache of lanes and rows.
 *
 * <p>Confined to one thread from its making to {@link #close}.
 */
interface Network extends AutoCloseable {

    /** The widths that the cache has. */
    Lanes lanes();

    /** The number type of the maths, such as {@code fp32}. */
    String dtype();

    /**
     * Reads sources, and stores source {@code origin[j]} in row {@code rows[j]} of lane {@code lanes[j]}.
     *
     * @param sources token ids, from the first to the separator
     * @return per source, V logits and their log-sum-exp
     */
    Logits prefill(List<int[]> sources, int[] origin, int[] lanes, int[] rows);

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
