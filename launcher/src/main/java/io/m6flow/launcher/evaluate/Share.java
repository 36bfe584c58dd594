package io.m6flow.launcher.evaluate;

import java.util.Locale;

/** So many of so many, with Wilson's 95 % interval. */
record Share(long count, long of) {
    /** Of the normal distribution, for 95 % on both sides. */
    private static final double Z = 1.959963984540054;

    Share {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("a share must be 0 to all, was " + count + " of " + of);
        }
    }

    /** 0..1; NaN of none. */
    double value() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    double low() {
        return of == 0 ? Double.NaN : Math.max(0, center() - margin());
    }

    double high() {
        return of == 0 ? Double.NaN : Math.min(1, center() + margin());
    }

    private double center() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double margin() {
        return Z / (1 + Z * Z / of) * Math.sqrt(value() * (1 - value()) / of + Z * Z / (4.0 * of * of));
    }

    @Override
    public String toString() {
        return of == 0
                ? "-"
                : String.format(Locale.ROOT, "%.3f [%.3f, %.3f]  %d of %d", value(), low(), high(), count, of);
    }
}
