package io.m6flow.job.guard;

import io.m6flow.generator.guard.Finding;
import io.m6flow.schema.Severity;
import java.util.List;

/** The guards' findings as records. */
public final class Noted {
    private Noted() {}

    public static List<io.m6flow.schema.Finding> of(List<Finding> findings) {
        return of(findings, 0);
    }

    /**
     * The findings of a part of a text.
     *
     * @param start where it begins there
     */
    public static List<io.m6flow.schema.Finding> of(List<Finding> findings, int start) {
        return findings.stream().map(finding -> of(finding, start)).toList();
    }

    private static io.m6flow.schema.Finding of(Finding finding, int start) {
        return io.m6flow.schema.Finding.newBuilder()
                .setRule(finding.rule())
                .setStart(start + finding.start())
                .setEnd(start + finding.end())
                .setSeverity(severity(finding))
                .setMessage(finding.message())
                .setSuggestion(finding.suggestion())
                .build();
    }

    private static Severity severity(Finding finding) {
        return switch (finding.severity()) {
            case INFO -> Severity.INFO;
            case WARNING -> Severity.WARNING;
            case ERROR -> Severity.ERROR;
        };
    }
}
