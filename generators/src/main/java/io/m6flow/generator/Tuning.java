package io.m6flow.generator;

import java.io.Serializable;
import java.util.Objects;

/**
 * How an engine goes about its work; what is written depends on none of it but, in the last bits, on precision.
 *
 * @param exact the ids of a prompt are the same alone and in any company, bit for bit: fp32 and constant shapes, which
 *     costs speed. Else they are the same but where two choices lie within 1e-4 of each other
 * @param precision the number type of the maths
 * @param batching who joins when
 * @param drafting whether a text that copies its source is drafted from it and checked several tokens at a time
 * @param stepsPerCall decode steps in one native call while nothing waits to join; 1 to {@value #MAX_STEPS}
 */
public record Tuning(boolean exact, Precision precision, Batching batching, boolean drafting, int stepsPerCall)
        implements Serializable {
    private static final long serialVersionUID = 1L;
    public static final int MAX_STEPS = 16;

    /** The number type of the maths. */
    public enum Precision {
        /** The faster one on this machine, measured once and kept; fp32 in exact mode. */
        AUTO,
        FP32,
        BF16
    }

    /** Who joins the batch when. */
    public enum Batching {
        /** A prompt joins at any step that finds a free slot, and leaves when it is written. */
        CONTINUOUS,
        /** Prompts start together, and the next ones start when the last of them is written: the usual way, to compare. */
        STATIC
    }

    public Tuning {
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(batching, "batching");
        if (stepsPerCall < 1 || stepsPerCall > MAX_STEPS) {
            throw new IllegalArgumentException("stepsPerCall must be 1 to " + MAX_STEPS + ", was " + stepsPerCall);
        }
        if (exact && precision == Precision.BF16) {
            throw new IllegalArgumentException("exact runs in fp32, precision was bf16");
        }
    }

    public static Tuning defaults() {
        return new Tuning(false, Precision.AUTO, Batching.CONTINUOUS, true, 4);
    }

    public Tuning withExact(boolean newExact) {
        return new Tuning(newExact, precision, batching, drafting, stepsPerCall);
    }

    public Tuning withPrecision(Precision newPrecision) {
        return new Tuning(exact, newPrecision, batching, drafting, stepsPerCall);
    }

    public Tuning withBatching(Batching newBatching) {
        return new Tuning(exact, precision, newBatching, drafting, stepsPerCall);
    }

    public Tuning withDrafting(boolean newDrafting) {
        return new Tuning(exact, precision, batching, newDrafting, stepsPerCall);
    }

    public Tuning withStepsPerCall(int newStepsPerCall) {
        return new Tuning(exact, precision, batching, drafting, newStepsPerCall);
    }
}
