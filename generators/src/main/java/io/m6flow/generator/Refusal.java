package io.m6flow.generator;

import java.util.Set;

/** Why a prompt is not answered; asking again with the same prompt gives the same refusal. */
public sealed interface Refusal {

    /** A stable word for this reason, such as {@code TOO_LONG}. */
    String code();

    /** One sentence for a person: what is wrong and what would do. */
    String message();

    /** The source does not fit the model; both figures count tokens (one character is one token or up to four). */
    record TooLong(int have, int limit) implements Refusal {
        @Override
        public String code() {
            return "TOO_LONG";
        }

        @Override
        public String message() {
            return "the source has " + have + " tokens, the limit is " + limit;
        }
    }

    /** The model was not trained for this kind. */
    record UnsupportedKind(ContentKind kind, String model, Set<String> tasks) implements Refusal {
        public UnsupportedKind {
            tasks = Set.copyOf(tasks);
        }

        @Override
        public String code() {
            return "UNSUPPORTED_KIND";
        }

        @Override
        public String message() {
            return kind + " needs the task '" + kind.task() + "', which model " + model + " does not list; it lists "
                    + tasks.stream().sorted().toList();
        }
    }

    /** Nothing is left of the source once it is normalised, or it holds no word that could be picked. */
    record EmptySource(ContentKind kind) implements Refusal {
        @Override
        public String code() {
            return "EMPTY_SOURCE";
        }

        @Override
        public String message() {
            return "the source holds nothing to write a " + kind + " from";
        }
    }

    /** The kind needs another sort of material, such as a text where a product was given. */
    record UnsuitableMaterial(ContentKind kind, String wanted) implements Refusal {
        @Override
        public String code() {
            return "UNSUITABLE_MATERIAL";
        }

        @Override
        public String message() {
            return kind + " is written from a " + wanted;
        }
    }

    /** A text that was sent back cannot be written otherwise: all that could be picked was refused or struck out. */
    record NothingElse(ContentKind kind) implements Refusal {
        @Override
        public String code() {
            return "NOTHING_ELSE";
        }

        @Override
        public String message() {
            return "the source holds no other words for a " + kind + " than those sent back or struck out; give it more"
                    + " facts";
        }
    }
}
