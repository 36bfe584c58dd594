package io.m6flow.generator;

/** Why a prompt failed, and whether asking again may go better. */
public enum Fault {
    /** As many prompts wait as may wait: slow down, then ask again. */
    BUSY(true),
    /** Its deadline passed, or would have before the answer. */
    EXPIRED(false),
    /** The generator was closed. */
    CLOSED(true),
    /** The device or the maths on it failed; what else was in hand failed with it. */
    DEVICE(true),
    /** Another server that was asked did not answer, or not sensibly. */
    REMOTE(true),
    /** Another server that was asked refuses this prompt or this caller. */
    REJECTED(false),
    /** Something about this very prompt; its neighbours go on. */
    PROMPT(false);

    private final boolean retriable;

    Fault(boolean retriable) {
        this.retriable = retriable;
    }

    public boolean retriable() {
        return retriable;
    }
}
