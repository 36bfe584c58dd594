package io.m6flow.job;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.EventOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a generate job made in all, without what depends on the hour: two jobs that were told the same have the same.
 *
 * @param drafts one line each, contentId first, sorted; one that was written twice stands here twice
 * @param outcomes one line each, sorted
 * @param withdrawals one line each, sorted
 * @param passages by session: the passages' places, in the order in which they left
 */
record Account(
        List<String> drafts, List<String> outcomes, List<String> withdrawals, Map<String, List<Integer>> passages) {

    static Account of(JobOnKafka job) {
        List<ContentDraft> drafts = job.drafts();
        return new Account(
                drafts.stream().map(Account::line).sorted().toList(),
                job.outcomes().stream().map(Account::line).sorted().toList(),
                job.withdrawals().stream().map(Account::line).sorted().toList(),
                drafts.stream()
                        .filter(draft -> draft.getKind() == Kind.SCRIPT)
                        .collect(Collectors.groupingBy(
                                ContentDraft::getOrderKey,
                                TreeMap::new,
                                Collectors.mapping(ContentDraft::getPassageIndex, Collectors.toList()))));
    }

    /** Drafts, outcomes and withdrawals, each line with its sort. */
    List<String> lines() {
        return Stream.of(
                        drafts.stream().map(line -> "draft " + line),
                        outcomes.stream().map(line -> "outcome " + line),
                        withdrawals.stream().map(line -> "withdrawal " + line))
                .flatMap(lines -> lines)
                .toList();
    }

    private static String line(ContentDraft draft) {
        return String.join(
                " ",
                draft.getContentId(),
                draft.getKind().name(),
                draft.getSubject() + "@" + draft.getSubjectRevision() + "." + draft.getAttempt(),
                draft.getText());
    }

    private static String line(EventOutcome outcome) {
        return outcome.getOrigin().getPartition() + "@" + outcome.getOrigin().getOffset() + " " + outcome.getOrderKey()
                + " " + outcome.getSubject() + " " + outcome.getKind() + " " + outcome.getOutcome() + " "
                + outcome.getContentId();
    }

    private static String line(Withdrawal withdrawal) {
        return withdrawal.getSubject() + " " + withdrawal.getKinds() + " below " + withdrawal.getFloorRevision() + " "
                + withdrawal.getCause();
    }
}
