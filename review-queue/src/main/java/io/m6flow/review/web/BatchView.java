package io.m6flow.review.web;

import io.m6flow.review.ReviewItem;
import io.m6flow.review.Risk;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Items that can be approved together after one look at each.
 *
 * @param takesTwo on which of them two must agree, so that approving one only proposes it
 * @param more how many others there are beyond these
 */
record BatchView(Words words, List<ReviewItem> items, Predicate<ReviewItem> takesTwo, long more) {
    static final int MOST = 50;

    BatchView {
        items = List.copyOf(items);
    }

    /** Of these the harmless ones, the first of them. */
    static BatchView of(Words words, List<ReviewItem> waiting, Predicate<ReviewItem> takesTwo) {
        List<ReviewItem> harmless =
                waiting.stream().filter(BatchView::isHarmless).toList();
        long more = Math.max(0, harmless.size() - MOST);
        return new BatchView(words, harmless.stream().limit(MOST).toList(), takesTwo, more);
    }

    /** Nothing was noticed about it, no lead is wanted, and nobody's proposal needs a second look. */
    static boolean isHarmless(ReviewItem item) {
        return !Risk.of(item.draft()) && !item.isForLead() && item.proposal() == null;
    }

    /** What the button will do, as long as all are picked. */
    String approveName() {
        long two = items.stream().filter(takesTwo).count();
        long one = items.size() - two;
        if (two == 0) {
            return words.say("batch.approve", one);
        }
        return one == 0 ? words.say("batch.propose", two) : words.say("batch.both", one, two);
    }

    String pick(ReviewItem item) {
        return item.itemVersion() + "~" + ItemParameter.write(ItemRef.of(item));
    }

    String kindOf(ReviewItem item) {
        return words.say("kind." + item.draft().getKind().name());
    }

    String title(ReviewItem item) {
        return Objects.requireNonNullElse(
                item.draft().getSource().getTitle(), item.draft().getSubject());
    }
}
