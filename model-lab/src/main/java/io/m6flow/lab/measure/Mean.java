package io.m6flow.lab.measure;

/** A mean that is told its values one by one. Confined to one thread. */
final class Mean {
    private double sum;
    private long count;

    void add(double value) {
        sum += value;
        count++;
    }

    void add(boolean value) {
        add(value ? 1 : 0);
    }

    boolean isEmpty() {
        return count == 0;
    }

    double value() {
        return count == 0 ? 0 : sum / count;
    }
}
