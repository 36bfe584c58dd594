package io.m6flow.benchmark;

/** What the pipeline has to show, and what it should be. */
enum PipelineFigure {
    PIPELINE_OVER_PASS_THROUGH(
            "pipelineOverPassThrough", 0.5, Bound.LEAST, "generate job over a job that copies bytes"),
    EVENTS_PER_SECOND("eventsPerSecond", Double.NaN, Bound.NONE, "of it with a generator that answers at once"),
    DRAFTS_PER_SECOND("draftsPerSecond", Double.NaN, Bound.NONE, "the same in drafts"),
    PIPELINE_OVER_ENGINE("pipelineOverEngine", 0.85, Bound.LEAST, "Kafka to Kafka over the engine alone, tokens/s"),
    SCRIPT_MILLIS_P99("scriptMillisP99", 5000, Bound.MOST, "ms from a passage's last segment to its draft"),
    FALLBACK_SHARE("fallbackShare", 0.01, Bound.MOST, "passages that left as they were recognised");

    private enum Bound {
        LEAST,
        MOST,
        NONE
    }

    private final String key;
    private final double wanted;
    private final Bound bound;
    private final String about;

    PipelineFigure(String key, double wanted, Bound bound, String about) {
        this.key = key;
        this.wanted = wanted;
        this.bound = bound;
        this.about = about;
    }

    /** Its name in the JSON file. */
    String key() {
        return key;
    }

    /** NaN where nothing is wanted of it. */
    double wanted() {
        return wanted;
    }

    String about() {
        return about;
    }

    /** What is wanted and whether the value is that, for people. */
    String verdict(double value) {
        return switch (bound) {
            case LEAST -> "at least " + wanted + (value >= wanted ? ": met" : ": NOT met");
            case MOST -> "at most " + wanted + (value <= wanted ? ": met" : ": NOT met");
            case NONE -> "";
        };
    }
}
