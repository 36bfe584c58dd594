package io.m6flow.generator.fact;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Guard;
import io.m6flow.generator.guard.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notices facts that the source does not hold, and facts of a transcript that its cleaned text no longer holds.
 *
 * <ul>
 *   <li>FACT_CONTRADICTED, an error: the source holds another value; it is the suggestion.
 *   <li>FACT_ABSENT: the source holds nothing of the kind. A warning for measures, prices, materials, origins and brands;
 *       good to know for counts, colours and sizes.
 *   <li>FACT_LOST, a warning, of scripts: it was said, was not taken back, and is gone. Its span is the place where it
 *       should stand, its suggestion the words.
 * </ul>
 *
 * Safe for use by many threads.
 */
public final class FactGuard implements Guard {
    private final FactCheck check;

    public FactGuard(FactCheck check) {
        this.check = check;
    }

    @Override
    public List<Finding> check(Draft draft) {
        List<Finding> findings = new ArrayList<>();
        DraftFacts facts = check.facts(draft);
        for (CheckedFact fact : facts.checked()) {
            if (fact.verdict() != Verdict.SUPPORTED) {
                findings.add(finding(fact, draft.text()));
            }
        }
        if (draft.kind() == ContentKind.SCRIPT) {
            facts.lost().forEach(lost -> findings.add(lost(lost)));
            findings.sort(Comparator.comparingInt(Finding::start));
        }
        return findings;
    }

    private static Finding finding(CheckedFact fact, String text) {
        String words = text.substring(fact.start(), fact.end());
        Support against = fact.support();
        if (against == null) {
            String message = "资料里没有「" + words + "」";
            return finding("FACT_ABSENT", fact, severityOfAbsence(fact.type()), message, null);
        }
        String message = "「" + words + "」与资料不符，资料写的是「" + placeName(against.place()) + "：" + against.words() + "」";
        return finding("FACT_CONTRADICTED", fact, Severity.ERROR, message, against.words());
    }

    private static Finding finding(
            String rule, CheckedFact fact, Severity severity, String message, @Nullable String suggestion) {
        return new Finding(rule, fact.start(), fact.end(), severity, message, suggestion);
    }

    private static Severity severityOfAbsence(FactType type) {
        return switch (type) {
            case QUANTITY, PRICE, MATERIAL, ORIGIN, BRAND -> Severity.WARNING;
            case NUMBER, COLOUR, SIZE -> Severity.INFO;
        };
    }

    private static Finding lost(LostFact lost) {
        return new Finding(
                "FACT_LOST",
                lost.position(),
                lost.position(),
                Severity.WARNING,
                "口播里说了「" + lost.words() + "」，这里没有了",
                lost.words());
    }

    private static String placeName(String place) {
        return switch (place) {
            case Support.TITLE -> "标题";
            case Support.CATEGORY -> "类目";
            case Support.PRICE -> "价格";
            case Support.TRANSCRIPT -> "口播";
            default -> place;
        };
    }
}
