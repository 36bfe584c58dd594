package io.m6flow.review;

import java.util.function.Function;

/** What a policy says of a draft that comes in. */
public sealed interface Ruling {

    /** A person must look. */
    record AwaitPerson() implements Ruling {}

    /** The policy approves it at once, under its name. */
    record ApproveNow(String policy) implements Ruling {}

    default <R> R fold(Function<AwaitPerson, R> awaitPerson, Function<ApproveNow, R> approveNow) {
        if (this instanceof ApproveNow approve) {
            return approveNow.apply(approve);
        }
        return awaitPerson.apply((AwaitPerson) this);
    }
}
