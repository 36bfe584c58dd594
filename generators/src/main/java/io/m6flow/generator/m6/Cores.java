package io.m6flow.generator.m6;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Lets the cores share work on texts: each chooses its tokens by itself. */
final class Cores {
    private static final int WORTH_SHARING = 8;

    private Cores() {}

    static void share(int texts, IntConsumer work) {
        IntStream all = IntStream.range(0, texts);
        (texts >= WORTH_SHARING ? all.parallel() : all).forEach(work);
    }
}
