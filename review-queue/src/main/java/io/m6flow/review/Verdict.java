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
            if (reasons.isEmpty() || reasons.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("a rejection needs a reason");
            }
            if (reasons.stream().anyMatch(reason -> reason.length() > MAX_REASON_CHARACTERS)) {
                throw new IllegalArgumentException("a reason is longer than " + MAX_REASON_CHARACTERS + " characters");
            }
        }
    }

    default <R> R fold(Function<Approve, R> approve, Function<Edit, R> edit, Function<Reject, R> reject) {
        if (this instanceof Edit it) {
            return edit.apply(it);
        } else if (this instanceof Reject it) {
            return reject.apply(it);
        }
        return approve.apply((Approve) this);
    }
}
