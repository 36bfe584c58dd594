package io.m6flow.lab.train;

/** How long to train: minutes of work over all runs, steps, or passes over all data. */
public record Budget(Unit unit, double amount) {
    private static final double SECONDS_A_MINUTE = 60;

    public enum Unit {
        MINUTES,
        STEPS,
        EPOCHS
    }

    public Budget {
        if (!(amount > 0)) {
            throw new IllegalArgumentException("there must be more than 0 " + unit + ", were " + amount);
        }
    }

    /** How much of it is used, 1 being all. */
    double progress(long step, double seconds, double passes) {
        return switch (unit) {
            case MINUTES -> seconds / SECONDS_A_MINUTE / amount;
            case STEPS -> step / amount;
            case EPOCHS -> passes / amount;
        };
    }
}
