package io.m6flow.lab.train;

import io.m6flow.generator.m6.Lesson;
import java.util.ArrayList;
import java.util.List;

/** Cuts a list of lessons into what is computed at once. */
final class Chunks {
    private Chunks() {}

    /** Of so many tokens at most; a longer lesson is a chunk of its own. */
    static List<List<Lesson>> of(List<Lesson> lessons, int tokens) {
        List<List<Lesson>> chunks = new ArrayList<>();
        int taken = 0;
        for (Lesson lesson : lessons) {
            if (chunks.isEmpty() || taken + lesson.tokens() > tokens) {
                chunks.add(new ArrayList<>());
                taken = 0;
            }
            chunks.get(chunks.size() - 1).add(lesson);
            taken += lesson.tokens();
        }
        return chunks;
    }
}
