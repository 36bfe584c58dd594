package io.m6flow.generator.m6;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns away from texts that were sent back: as long as a text goes the way of one of them, that way's next token, or its
 * end, loses some of its likelihood. It turns where the model is least sure.
 */
final class TurningAway implements Bound {
    private final int end;
    private final float penalty;
    private List<int[]> followed;
    private int length;

    /**
     * @param ways the tokens of the texts that were sent back
     * @param penalty what is taken off a logit, in nats
     */
    TurningAway(List<int[]> ways, int end, float penalty) {
        this.followed = ways;
        this.end = end;
        this.penalty = penalty;
    }

    @Override
    public void narrow(float[] logits) {
        Set<Integer> ahead = followed.stream()
                .map(way -> length < way.length ? way[length] : end)
                .collect(Collectors.toSet());
        ahead.forEach(token -> logits[token] -= penalty);
    }

    @Override
    public void push(int token) {
        int at = length++;
        followed = followed.stream()
                .filter(way -> at < way.length && way[at] == token)
                .toList();
    }
}
