package io.m6flow.benchmark;

import java.util.List;

/** Percentiles for the measurements' sub-packages. */
public final class Percentiles {
    private Percentiles() {}

    /** The smallest value that so many percent of the values do not exceed; NaN of none. */
    public static double of(int percent, List<Double> values) {
        return Figures.percentile(
                percent, values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
