package io.m6flow.lab.train;

import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.TrainableModel;
import java.util.random.RandomGenerator;

/** What a line of a data file teaches. */
sealed interface Exercise {
    /** Of running text, the first tenth to three tenths are given and the rest is to be written. */
    double LEAST_GIVEN = 0.1;

    double MOST_GIVEN = 0.3;

    String task();

    /** How many target tokens it has, about. */
    int targets();

    /**
     * What is learned this time.
     *
     * @param random decides how much of a passage is given
     */
    Lesson lesson(TrainableModel model, RandomGenerator random);

    /** A source and what is to be written of it. */
    record Pair(String task, Lesson lesson) implements Exercise {
        @Override
        public int targets() {
            return lesson.targets();
        }

        @Override
        public Lesson lesson(TrainableModel model, RandomGenerator random) {
            return lesson;
        }
    }

    /** Running text, to be continued. */
    final class Passage implements Exercise {
        private final String task;
        private final int[] tokens;

        /** The array becomes the passage's own. */
        Passage(String task, int[] tokens) {
            this.task = task;
            this.tokens = tokens;
        }

        @Override
        public String task() {
            return task;
        }

        @Override
        public int targets() {
            return tokens.length - (int) (tokens.length * (LEAST_GIVEN + MOST_GIVEN) / 2);
        }

        @Override
        public Lesson lesson(TrainableModel model, RandomGenerator random) {
            int given = (int) (tokens.length * random.nextDouble(LEAST_GIVEN, MOST_GIVEN));
            return model.continuation(tokens, Math.max(1, given));
        }
    }
}
