package io.m6flow.generator.m6;

import io.m6flow.generator.Refusal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the engine is to do for a prompt. */
sealed interface Plan {

    <R> R fold(Function<Write, R> write, Function<Pick, R> pick, Function<Decline, R> decline);

    /** Write one text per seed after this source. */
    final class Write implements Plan {
        final int[] source;
        final Decoding decoding;
        final Supplier<List<Bound>> bounds;
        final List<String> notes;

        /** @param bounds makes fresh bounds for each text, beyond those that every text has */
        Write(int[] source, Decoding decoding, Supplier<List<Bound>> bounds, List<String> notes) {
            this.source = source;
            this.decoding = decoding;
            this.bounds = bounds;
            this.notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Write, R> write, Function<Pick, R> pick, Function<Decline, R> decline) {
            return write.apply(this);
        }
    }

    /**
     * A ready-made text.
     *
     * @param lean nats that speak for it beside the mean log-probability of its tokens
     */
    record Choice(String text, double lean) {}

    /** Pick from these texts by how likely the model finds each after this source, and by what else speaks for it. */
    final class Pick implements Plan {
        final int[] source;
        final List<Choice> choices;
        final List<String> notes;

        Pick(int[] source, List<Choice> choices, List<String> notes) {
            this.source = source;
            this.choices = List.copyOf(choices);
            this.notes = List.copyOf(notes);
        }

        @Override
        public <R> R fold(Function<Write, R> write, Function<Pick, R> pick, Function<Decline, R> decline) {
            return pick.apply(this);
        }
    }

    /** Answer without the model. */
    record Decline(Refusal reason) implements Plan {
        @Override
        public <R> R fold(Function<Write, R> write, Function<Pick, R> pick, Function<Decline, R> decline) {
            return decline.apply(this);
        }
    }
}
