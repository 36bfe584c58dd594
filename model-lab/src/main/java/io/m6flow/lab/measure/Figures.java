package io.m6flow.lab.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Figures by their names, in the order in which to show them. BLEU and ROUGE are in percent, shares from 0 to 1. Immutable.
 */
public record Figures(Map<String, Double> byName) {
    public Figures {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * The figure of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public double get(String name) {
        Double figure = byName.get(name);
        if (figure == null) {
            throw new IllegalArgumentException("there is no figure " + name + " among " + byName.keySet());
        }
        return figure;
    }
}
