package io.m6flow.launcher.evaluate;

import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** How a guard did on labelled texts. */
record GuardScore(List<Judged> judged) {

    /**
     * A text with what the guard found.
     *
     * @param findings in UTF-16 positions
     */
    record Judged(LabelledText labelled, List<Finding> findings) {
        Judged {
            findings = List.copyOf(findings);
        }

        /** Whether the guard holds it for a violation. */
        boolean caught() {
            return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFO);
        }

        boolean caughtInPlace() {
            return findings.stream()
                    .map(this::span)
                    .anyMatch(found -> labelled.spans().stream().anyMatch(found::overlaps));
        }

        /** In code points, as the labels are. */
        LabelledText.Span span(Finding finding) {
            String text = labelled.text();
            return new LabelledText.Span(
                    text.codePointCount(0, finding.start()), text.codePointCount(0, finding.end()));
        }
    }

    GuardScore {
        judged = List.copyOf(judged);
    }

    /** The violations that were found. */
    Share recall() {
        return share(Judged::caught, one -> one.labelled().violation());
    }

    /** Those of them with spans where a finding overlaps one. */
    Share spanRecall() {
        return share(
                Judged::caughtInPlace,
                one -> one.labelled().violation() && !one.labelled().spans().isEmpty());
    }

    /** The lawful texts about which something was found. */
    Share falseAlarms() {
        return share(Judged::caught, one -> !one.labelled().violation());
    }

    /** Without what another person might well label otherwise. */
    GuardScore withoutDebatable() {
        return new GuardScore(
                judged.stream().filter(one -> !one.labelled().debatable()).toList());
    }

    Map<String, GuardScore> byCategory() {
        return judged.stream()
                .collect(Collectors.groupingBy(
                        one -> one.labelled().category(),
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), GuardScore::new)));
    }

    private Share share(Predicate<Judged> counted, Predicate<Judged> among) {
        List<Judged> all = judged.stream().filter(among).toList();
        return new Share(all.stream().filter(counted).count(), all.size());
    }
}
