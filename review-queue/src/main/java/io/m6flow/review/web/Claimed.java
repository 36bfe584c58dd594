package io.m6flow.review.web;

import io.m6flow.review.Claim;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Either a claim or the notice that says why there is none. */
record Claimed(@Nullable Claim claim, Notice notice) {

    static Claimed of(Claim claim) {
        return new Claimed(claim, Notice.none());
    }

    static Claimed not(Notice notice) {
        return new Claimed(null, notice);
    }

    void fold(Consumer<Claim> claimed, Consumer<Notice> not) {
        if (claim != null) {
            claimed.accept(claim);
        } else {
            not.accept(notice);
        }
    }
}
