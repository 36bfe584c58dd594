package io.m6flow.benchmark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trial found.
 *
 * @param ratio NaN if it cannot be told
 * @param parts the figures that it was made of, by name and in the order to show them
 */
record Finding(double ratio, Map<String, Double> parts) {
    Finding {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    static Finding of(double ratio) {
        return new Finding(ratio, Map.of());
    }

    Finding with(String name, double value) {
        Map<String, Double> more = new LinkedHashMap<>(parts);
        more.put(name, value);
        return new Finding(ratio, more);
    }
}
