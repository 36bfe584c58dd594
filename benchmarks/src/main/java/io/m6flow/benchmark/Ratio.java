package io.m6flow.benchmark;

/** What the engine has to show: a measured ratio and the least that it should be. */
enum Ratio {
    DECODE_CONTINUOUS_OVER_SINGLE("decodeContinuousOverSingle", 8, "decode alone: full batch over one slot"),
    CONTINUOUS_OVER_SINGLE("continuousOverSingle", 5, "with reading: continuous batches over one slot"),
    CONTINUOUS_OVER_STATIC("continuousOverStatic", 1.5, "continuous over static batches"),
    CONTINUOUS_OVER_DJL_GREEDY("continuousOverDjlGreedy", 4, "continuous over DJL's greedy search"),
    SOURCE_DRAFTING_OVER_GREEDY("sourceDraftingOverGreedy", 2, "scripts alone: drafting over one token a step"),
    SHARED_PREFILL_SHARE_OF_LIMIT("sharedPrefillShareOfLimit", 0.85, "4 candidates of one reading: share of the limit"),
    POISON_OVER_HEALTHY("poisonOverHealthy", 0.95, "tokens/s with 1 % poison over without"),
    OVERLOAD_GOODPUT("overloadGoodput", 0.9, "answers in time at twice the load over capacity");

    private final String key;
    private final double least;
    private final String about;

    Ratio(String key, double least, String about) {
        this.key = key;
        this.least = least;
        this.about = about;
    }

    /** Its name in the JSON file. */
    String key() {
        return key;
    }

    double least() {
        return least;
    }

    String about() {
        return about;
    }

    boolean isMetBy(double value) {
        return value >= least;
    }
}
