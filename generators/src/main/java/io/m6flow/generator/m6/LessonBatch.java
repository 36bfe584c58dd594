package io.m6flow.generator.m6;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.LongStream;

/** Lessons one after another, without padding, as {@code train.py} takes them. */
final class LessonBatch {
    /** Positions whose attention is computed at once: longer, and most of it would be between pairs and thus in vain. */
    private static final int GROUP = 128;

    /** All tokens but each lesson's last, which nothing follows. */
    private final LongStream.Builder ids = LongStream.builder();

    /** Of each token within its lesson, as serving counts them. */
    private final LongStream.Builder positions = LongStream.builder();

    /** The number of each token's lesson. */
    private final LongStream.Builder pairs = LongStream.builder();

    /** Whether it is of the source. */
    private final LongStream.Builder sources = LongStream.builder();

    /** Where a target token comes next. */
    private final LongStream.Builder at = LongStream.builder();

    /** Which one that is. */
    private final LongStream.Builder targets = LongStream.builder();

    private final LongStream.Builder groupLengths = LongStream.builder();
    private final LongStream.Builder groupTargets = LongStream.builder();
    private int length;
    private int pair;

    LessonBatch(List<Lesson> lessons) {
        int tokens = 0;
        int asking = 0;
        for (Lesson lesson : lessons) {
            int more = lesson.tokens() - 1;
            if (tokens > 0 && tokens + more > GROUP) {
                group(tokens, asking);
                tokens = 0;
                asking = 0;
            }
            add(lesson);
            tokens += more;
            asking += lesson.targets();
        }
        group(tokens, asking);
    }

    private void group(int tokens, int asking) {
        groupLengths.add(tokens);
        groupTargets.add(asking);
    }

    private void add(Lesson lesson) {
        for (int i = 0; i < lesson.tokens() - 1; i++) {
            ids.add(lesson.token(i));
            positions.add(i);
            pairs.add(pair);
            sources.add(i < lesson.sources() ? 1 : 0);
            if (i + 1 >= lesson.sources()) {
                at.add(length + i);
                targets.add(lesson.token(i + 1));
            }
        }
        length += lesson.tokens() - 1;
        pair++;
    }

    /** Can be called once. */
    NDList tensors(NDManager manager) {
        return new NDList(
                row(ids, manager),
                row(positions, manager),
                rows(pairs, sources, manager),
                rows(groupLengths, groupTargets, manager),
                row(at, manager),
                row(targets, manager));
    }

    private static NDArray row(LongStream.Builder numbers, NDManager manager) {
        return manager.create(numbers.build().toArray());
    }

    private static NDArray rows(LongStream.Builder one, LongStream.Builder other, NDManager manager) {
        long[] both = LongStream.concat(one.build(), other.build()).toArray();
        return manager.create(both, new Shape(2, both.length / 2));
    }
}
