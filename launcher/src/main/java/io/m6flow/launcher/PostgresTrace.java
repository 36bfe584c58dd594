package io.m6flow.launcher;

import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.SinkTrace;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.sink.postgres.PostgresLookup;
import io.m6flow.sink.postgres.PostgresSettings;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** What stands in Postgres. */
record PostgresTrace(PostgresSettings settings) implements SinkTrace {
    @Override
    public List<Whereabouts> of(Receipt receipt) {
        try {
            OptionalLong sequence = PostgresLookup.publishSequence(settings, receipt.place());
            String words = sequence.isPresent() ? "publishSequence " + sequence.getAsLong() : "no row of this place";
            return List.of(Whereabouts.at("postgres", receipt, sequence, words));
        } catch (IOException e) {
            return List.of(new Whereabouts("postgres", Whereabouts.State.UNKNOWN, String.valueOf(e.getMessage())));
        }
    }
}
