package io.m6flow.lab.train;

import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.TrainingNetwork;
import java.util.List;
import java.util.function.LongSupplier;

/** Finds out which number type this machine computes faster in; some have bfloat16 in hardware, others emulate it. */
final class Precision {
    private static final int TOKENS = 256;
    private static final int REPEATS = 2;

    private Precision() {}

    static boolean halfIsFaster(TrainingNetwork network, LessonFeed feed, LongSupplier nanos) {
        List<Lesson> sample = feed.next(TOKENS);
        long whole = nanos(false, sample, network, nanos);
        long half = nanos(true, sample, network, nanos);
        return half < whole;
    }

    private static long nanos(boolean half, List<Lesson> sample, TrainingNetwork network, LongSupplier nanos) {
        network.useHalf(half);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long begun = nanos.getAsLong();
            network.learn(sample, 1, 0, i);
            best = Math.min(best, nanos.getAsLong() - begun);
        }
        network.discard();
        return best;
    }
}
