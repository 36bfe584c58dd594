package io.m6flow.generator.m6;

import java.util.List;
import java.util.stream.LongStream;

/** Lessons one after another, without padding, as {@code train.py} takes them. */
final class LessonBatch {
    /** All tokens but each lesson's last, which nothing follows. */
    final long[] ids;

    /** Of each token within its lesson, as serving counts them. */
    final long[] positions;

    /** How long each lesson's source is. */
    final long[] sources;

    /** How many tokens of each lesson stand here. */
    final long[] lengths;

    /** Where a target token comes next. */
    final long[] at;

    /** Which one that is. */
    final long[] targets;

    LessonBatch(List<Lesson> lessons) {
        LongStream.Builder allIds = LongStream.builder();
        LongStream.Builder allPositions = LongStream.builder();
        LongStream.Builder allAt = LongStream.builder();
        LongStream.Builder allTargets = LongStream.builder();
        int start = 0;
        for (Lesson lesson : lessons) {
            int length = lesson.tokens() - 1;
            for (int i = 0; i < length; i++) {
                allIds.add(lesson.token(i));
                allPositions.add(i);
                if (i + 1 >= lesson.sources()) {
                    allAt.add(start + i);
                    allTargets.add(lesson.token(i + 1));
                }
            }
            start += length;
        }
        ids = allIds.build().toArray();
        positions = allPositions.build().toArray();
        at = allAt.build().toArray();
        targets = allTargets.build().toArray();
        sources = lessons.stream().mapToLong(Lesson::sources).toArray();
        lengths = lessons.stream().mapToLong(lesson -> lesson.tokens() - 1L).toArray();
    }
}
