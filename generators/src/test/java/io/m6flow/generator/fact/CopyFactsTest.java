package io.m6flow.generator.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Samples;
import io.m6flow.generator.guard.Severity;
import io.m6flow.generator.guard.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guard says of copy that people wrote with every claim in the source, and of the same copy with one fact changed. */
class CopyFactsTest {
    private static final FactCheck CHECK = FactCheck.read();
    private static final FactGuard GUARD = new FactGuard(CHECK);

    @Test
    void seldomFindsFaultWithCopyThatKeepsToItsSource() {
        List<Draft> drafts = Samples.copy();
        long contradicted = withFinding(drafts, Severity.ERROR);
        long warned = withFinding(drafts, Severity.WARNING);
        long remarked = withFinding(drafts, Severity.INFO);
        System.out.printf(
                "facts of good copy: %d texts, %d contradicted, %d warned, %d remarked%n",
                drafts.size(), contradicted, warned, remarked);
        assertThat(contradicted).isZero();
        assertThat(warned).isLessThanOrEqualTo(drafts.size() / 100);
        assertThat(remarked).isLessThanOrEqualTo(drafts.size() / 50);
    }

    @Test
    void catchesNineOfTenChangedFactsOfEachKind() {
        Map<FactType, int[]> caughtOfAll = new EnumMap<>(FactType.class);
        for (Draft draft : Samples.copy()) {
            CHECK.check(draft).stream()
                    .filter(fact -> fact.verdict() == Verdict.SUPPORTED)
                    .forEach(fact -> count(draft, fact, caughtOfAll));
        }
        caughtOfAll.forEach((type, counts) -> {
            System.out.printf("changed %s: %d of %d caught%n", type, counts[0], counts[1]);
            assertThat(counts[0]).as("caught of %d: %s", counts[1], type).isGreaterThanOrEqualTo(counts[1] * 9 / 10);
        });
        assertThat(caughtOfAll)
                .containsOnlyKeys(FactType.NUMBER, FactType.QUANTITY, FactType.MATERIAL, FactType.COLOUR);
    }

    @Test
    void seldomMissesAFactInWellCleanedSpeechAndNoticesNineOfTenThatAreCut() {
        int texts = 0;
        int alarmed = 0;
        int cut = 0;
        int noticed = 0;
        for (Draft draft : Samples.scripts()) {
            texts++;
            List<Finding> before = GUARD.check(draft);
            alarmed += before.isEmpty() ? 0 : 1;
            for (CheckedFact fact : CHECK.check(draft)) {
                String left =
                        draft.text().substring(0, fact.start()) + draft.text().substring(fact.end());
                if (!left.contains(draft.text().substring(fact.start(), fact.end()))) {
                    cut++;
                    noticed += GUARD.check(with(draft, left)).size() > before.size() ? 1 : 0;
                }
            }
        }
        System.out.printf("scripts: %d of %d alarmed; %d of %d cut facts noticed%n", alarmed, texts, noticed, cut);
        assertThat(alarmed).isLessThanOrEqualTo(texts / 20);
        assertThat(noticed).isGreaterThanOrEqualTo(cut * 9 / 10);
    }

    private static long withFinding(List<Draft> drafts, Severity severity) {
        return drafts.stream()
                .filter(draft -> GUARD.check(draft).stream().anyMatch(finding -> finding.severity() == severity))
                .count();
    }

    private static void count(Draft draft, CheckedFact fact, Map<FactType, int[]> caughtOfAll) {
        String words = draft.text().substring(fact.start(), fact.end());
        String changed = changed(fact.type(), words, draft.source());
        if (changed.equals(words)) {
            return;
        }
        int end = fact.start() + changed.length();
        Draft wrong = with(
                draft,
                draft.text().substring(0, fact.start()) + changed + draft.text().substring(fact.end()));
        boolean caught =
                GUARD.check(wrong).stream().anyMatch(finding -> finding.start() < end && finding.end() > fact.start());
        int[] counts = caughtOfAll.computeIfAbsent(fact.type(), type -> new int[2]);
        counts[0] += caught ? 1 : 0;
        counts[1]++;
    }

    /** Another fact of the kind, which the source does not hold; the same words where there is none. */
    private static String changed(FactType type, String words, Source source) {
        String held = source.toString();
        return switch (type) {
            case NUMBER, QUANTITY -> anotherNumber(words);
            case MATERIAL ->
                List.of("聚酯纤维", "真皮", "304不锈钢", "骨瓷", "榉木", "硅胶").stream()
                        .filter(material -> !held.contains(material))
                        .findFirst()
                        .orElse(words);
            case COLOUR ->
                List.of("荧光绿", "酒红", "宝蓝", "深紫").stream()
                        .filter(colour -> !held.contains(colour.substring(colour.length() - 1)))
                        .findFirst()
                        .orElse(words);
            default -> words;
        };
    }

    /** With its first digit that is no 0 changed. */
    private static String anotherNumber(String words) {
        for (int at = 0; at < words.length(); at++) {
            char digit = words.charAt(at);
            if (digit >= '1' && digit <= '9') {
                return words.substring(0, at) + (digit == '9' ? '4' : (char) (digit + 1)) + words.substring(at + 1);
            }
        }
        return words;
    }

    private static Draft with(Draft draft, String text) {
        return new Draft(draft.tenant(), draft.kind(), text, draft.source());
    }
}
