package io.m6flow.launcher;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Guard;
import io.m6flow.review.recall.TextCheck;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import io.m6flow.schema.Source;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at published texts with the guards of drafts. Thread-safe. */
final class GuardCheck implements TextCheck {
    private final List<Guard> guards;

    GuardCheck(List<Guard> guards) {
        this.guards = List.copyOf(guards);
    }

    @Override
    public List<Finding> check(TenantId tenant, Kind kind, String text, Source source) {
        Draft draft = new Draft(tenant.value(), ContentKind.valueOf(kind.name()), text, facts(source));
        return guards.stream()
                .flatMap(guard -> guard.check(draft).stream())
                .map(GuardCheck::finding)
                .toList();
    }

    private static io.m6flow.generator.guard.Source facts(Source source) {
        return new io.m6flow.generator.guard.Source(
                given(source.getTitle()),
                given(source.getCategory()),
                source.getAttributes().stream()
                        .map(attribute -> new io.m6flow.generator.Attribute(attribute.getName(), attribute.getValue()))
                        .toList(),
                given(source.getPrice()),
                given(source.getTranscript()));
    }

    private static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static Finding finding(io.m6flow.generator.guard.Finding finding) {
        return new Finding(
                finding.rule(),
                finding.start(),
                finding.end(),
                Severity.valueOf(finding.severity().name()),
                finding.message(),
                finding.suggestion());
    }
}
