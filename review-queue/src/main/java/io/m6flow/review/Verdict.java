package io.m6flow.review;

import java.util.List;
import java.util.function.Function;

/** What a reviewer says of an item. */
public sealed interface Verdict {
    int MAX_TEXT_CHARACTERS = 20_000;
    int MAX_REASON_CHARACTERS = 500;

    record Approve() implements Verdict {}

    /** Approves with the reviewer's own wording. */
    record Edit(String text) implements Verdict {
        public Edit {
            if (text.isBlank()) {
                throw new IllegalArgumentException("the edited text is empty; reject the item instead");
            }
            if (text.length() > MAX_TEXT_CHARACTERS) {
                throw new IllegalArgumentException(
                        "the edited text has " + text.length() + " characters; the limit is " + MAX_TEXT_CHARACTERS);
            }
        }
    }

    record Reject(List<String> reasons) implements Verdict {
        public Reject {
            reasons = List.copyOf(reasons);
            checkReasons("a rejection", reasons);
        }
    }

    /**
     * Has the text written again.
     *
     * @param reasons why, for the one who writes; words in 「」 or quotation marks that stand in the text are struck out
     * @param without further words that the next text may not hold
     */
    record SendBack(List<String> reasons, List<String> without) implements Verdict {
        public static final int MAX_REASONS = 10;
        public static final int MAX_WORDS = 10;
        public static final int MAX_WORD_CHARACTERS = 40;

        public SendBack {
            reasons = List.copyOf(reasons);
            without = without.stream().map(String::strip).distinct().toList();
            checkReasons("sending back", reasons);
            if (reasons.size() > MAX_REASONS) {
                throw new IllegalArgumentException("sending back takes at most " + MAX_REASONS + " reasons");
            }
            if (without.size() > MAX_WORDS) {
                throw new IllegalArgumentException("at most " + MAX_WORDS + " words can be struck out at a time");
            }
            if (without.stream().anyMatch(word -> word.isEmpty() || word.length() > MAX_WORD_CHARACTERS)) {
                throw new IllegalArgumentException(
                        "a word to strike out has 1 to " + MAX_WORD_CHARACTERS + " characters");
            }
        }
    }

    default <R> R fold(
            Function<Approve, R> approve,
            Function<Edit, R> edit,
            Function<Reject, R> reject,
            Function<SendBack, R> sendBack) {
        if (this instanceof Edit it) {
            return edit.apply(it);
        } else if (this instanceof Reject it) {
            return reject.apply(it);
        } else if (this instanceof SendBack it) {
            return sendBack.apply(it);
        }
        return approve.apply((Approve) this);
    }

    private static void checkReasons(String what, List<String> reasons) {
        if (reasons.isEmpty() || reasons.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(what + " needs a reason");
        }
        if (reasons.stream().anyMatch(reason -> reason.length() > MAX_REASON_CHARACTERS)) {
            throw new IllegalArgumentException("a reason is longer than " + MAX_REASON_CHARACTERS + " characters");
        }
    }
}
