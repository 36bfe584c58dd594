package io.m6flow.launcher;

import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.job.guard.Noted;
import io.m6flow.review.recall.TextCheck;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The guards of today over texts of before. They are opened for the first text, and stay open until the close. Thread-safe. */
final class GuardCheck implements TextCheck {
    private final InspectorFactory guards;
    private @Nullable Inspector opened;

    GuardCheck(InspectorFactory guards) {
        this.guards = guards;
    }

    @Override
    public List<Finding> check(TenantId tenant, Kind kind, String text, Source source) {
        String said = Objects.requireNonNullElse(source.getTranscript(), "");
        return Noted.of(
                inspector().findings(Inspector.draft(tenant.value(), kind, text, Inspector.source(source, said))));
    }

    @Override
    public synchronized void close() {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }

    private synchronized Inspector inspector() {
        if (opened == null) {
            opened = guards.open();
        }
        return opened;
    }
}
