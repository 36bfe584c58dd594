package io.m6flow.review.web;

import io.m6flow.review.trial.TrialCount;
import io.m6flow.review.trial.TrialStanding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.AvroTrust;
import java.time.Instant;
import java.util.List;

/** A model on trial that does a little better than the others. */
final class SampleTrial {
    static {
        AvroTrust.establish();
    }

    private SampleTrial() {}

    static TrialStanding of(TrialCount own, TrialCount others) {
        RoutedModel model = new RoutedModel("/models/spring", "c".repeat(64));
        Instant since = Instant.parse("2026-01-28T08:00:00Z");
        return new TrialStanding(new ModelTrial(model, List.of(Kind.REASON, Kind.THEME), 10, since), own, others);
    }

    static TrialStanding usual() {
        return of(new TrialCount(128, 104), new TrialCount(1_190, 901));
    }
}
