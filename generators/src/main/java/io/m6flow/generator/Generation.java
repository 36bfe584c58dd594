package io.m6flow.generator;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What became of a prompt: written, refused for good, or failed this time. */
public sealed interface Generation {

    /** Answers with the function that fits this outcome. */
    <R> R fold(Function<Written, R> written, Function<Refused, R> refused, Function<Failed, R> failed);

    /** The texts, one per seed of the prompt and in that order. */
    record Written(List<Candidate> candidates, Trace trace) implements Generation {
        public Written {
            candidates = List.copyOf(candidates);
            Objects.requireNonNull(trace, "trace");
            if (candidates.isEmpty()) {
                throw new IllegalArgumentException("a written generation has at least one candidate");
            }
        }

        @Override
        public <R> R fold(Function<Written, R> written, Function<Refused, R> refused, Function<Failed, R> failed) {
            return written.apply(this);
        }
    }

    /** The prompt itself cannot be answered; it will never be by this model. */
    record Refused(Refusal reason, String message) implements Generation {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
        }

        public Refused(Refusal reason) {
            this(reason, reason.message());
        }

        @Override
        public <R> R fold(Function<Written, R> written, Function<Refused, R> refused, Function<Failed, R> failed) {
            return refused.apply(this);
        }
    }

    /** It went wrong this time; the message says what, where and what to do, and never quotes the text. */
    record Failed(Fault fault, String message) implements Generation {
        public Failed {
            Objects.requireNonNull(fault, "fault");
            Objects.requireNonNull(message, "message");
        }

        /** Whether later may go better. */
        public boolean retriable() {
            return fault.retriable();
        }

        @Override
        public <R> R fold(Function<Written, R> written, Function<Refused, R> refused, Function<Failed, R> failed) {
            return failed.apply(this);
        }
    }
}
