package io.m6flow.generator.openai;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Refusal;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of sending one request. */
sealed interface Reply {

    /** Answers with the function that fits this reply. */
    <R> R fold(Function<Answered, R> answered, Function<TooLong, R> tooLong, Function<Missed, R> missed);

    /**
     * The model wrote something.
     *
     * @param cutShort whether it ran into its limit of tokens
     * @param model the model as the server calls it
     * @param usage tokens as the server counts them, or null where it does not
     */
    record Answered(
            String text,
            boolean cutShort,
            String model,
            @Nullable Usage usage) implements Reply {
        @Override
        public <R> R fold(Function<Answered, R> answered, Function<TooLong, R> tooLong, Function<Missed, R> missed) {
            return answered.apply(this);
        }
    }

    /** Tokens read and written. */
    record Usage(int read, int written) {}

    /** The request does not fit the model. */
    record TooLong(Refusal.TooLong refusal) implements Reply {
        @Override
        public <R> R fold(Function<Answered, R> answered, Function<TooLong, R> tooLong, Function<Missed, R> missed) {
            return tooLong.apply(this);
        }
    }

    /**
     * There is no answer.
     *
     * @param strike whether this speaks against the server's health
     * @param pause how long to wait at least before asking again, or null where that is no use
     */
    record Missed(
            Fault fault,
            String message,
            boolean strike,
            @Nullable Duration pause) implements Reply {

        /** Nothing heard, or nothing sensible: the server may be ill, and later may go better. */
        static Missed ill(String message) {
            return new Missed(Fault.REMOTE, message, true, Duration.ZERO);
        }

        Missed after(Duration newPause) {
            return new Missed(fault, message, strike, newPause);
        }

        Missed givenUp(String addition) {
            return new Missed(fault, message + addition, strike, null);
        }

        @Override
        public <R> R fold(Function<Answered, R> answered, Function<TooLong, R> tooLong, Function<Missed, R> missed) {
            return missed.apply(this);
        }
    }

    /** Whether the request is to be sent again. */
    default boolean again() {
        return fold(answered -> false, tooLong -> false, missed -> missed.pause() != null);
    }

    /** Whether this speaks against the server's health. */
    default boolean strike() {
        return fold(answered -> false, tooLong -> false, Missed::strike);
    }
}
