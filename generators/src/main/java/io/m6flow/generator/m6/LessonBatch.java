package io.m6flow.generator.m6;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Lessons one after another, without padding, as {@code train.py} takes them.
 *
 * @param ids all tokens but each lesson's last, which nothing follows
 * @param positions of each token within its lesson, as serving counts them
 * @param sources how long each lesson's source is
 * @param lengths how many tokens of each lesson stand here
 * @param at where a target token comes next
 * @param targets which one that is
 */
record LessonBatch(long[] ids, long[] positions, long[] sources, long[] lengths, long[] at, long[] targets) {

    static LessonBatch of(List<Lesson> lessons) {
        LongStream.Builder ids = LongStream.builder();
        LongStream.Builder positions = LongStream.builder();
        LongStream.Builder at = LongStream.builder();
        LongStream.Builder targets = LongStream.builder();
        int start = 0;
        for (Lesson lesson : lessons) {
            int source = lesson.source().length;
            int length = lesson.tokens() - 1;
            for (int i = 0; i < length; i++) {
                ids.add(i < source ? lesson.source()[i] : lesson.target()[i - source]);
                positions.add(i);
            }
            for (int i = 0; i < lesson.target().length; i++) {
                at.add(start + source - 1L + i);
                targets.add(lesson.target()[i]);
            }
            start += length;
        }
        return new LessonBatch(
                ids.build().toArray(),
                positions.build().toArray(),
                lessons.stream().mapToLong(l -> l.source().length).toArray(),
                lessons.stream().mapToLong(l -> l.tokens() - 1L).toArray(),
                at.build().toArray(),
                targets.build().toArray());
    }
}
