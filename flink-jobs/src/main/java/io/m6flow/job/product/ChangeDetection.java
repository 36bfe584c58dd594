package io.m6flow.job.product;

import io.m6flow.job.writing.KindFacts;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Outcome;
import io.m6flow.schema.ProductOperation;
import io.m6flow.schema.Source;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.rule.EventDefaults;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a product event asks to be written. Events may come in any order; the revision says which is newer.
 *
 * <ul>
 *   <li>A kind is written when its facts are new: never written, or written from others at a lower revision. What was
 *       written before is withdrawn.
 *   <li>The same facts at the same or a higher revision: UNCHANGED. The higher revision is remembered, so that an older
 *       event with other facts cannot come between.
 *   <li>The facts that a kind was last asked for with, in an event that is replayed because that writing failed: written.
 *       The same contentId comes of it, so a text that was written after all does not come twice.
 *   <li>A lower revision, or an equal one with other facts: SUPERSEDED. The first one stands.
 *   <li>A DELETE above all revisions seen withdraws every kind; any other is SUPERSEDED, and so is an UPSERT at or below
 *       a DELETE.
 * </ul>
 */
final class ChangeDetection {
    private ChangeDetection() {}

    static Verdict judge(
            ProductMemory memory,
            ProductOperation operation,
            long revision,
            List<Kind> asked,
            @Nullable Kind again,
            Source source) {
        return switch (operation) {
            case DELETE -> delete(memory, revision, asked);
            case UPSERT ->
                revision <= memory.deletedAt()
                        ? allSettled(memory, asked, Outcome.SUPERSEDED)
                        : upsert(memory.seen(revision), revision, asked, again, source);
        };
    }

    private static Verdict delete(ProductMemory memory, long revision, List<Kind> asked) {
        if (memory.revision() != ProductMemory.NEVER && revision <= memory.revision()) {
            return allSettled(memory, asked, Outcome.SUPERSEDED);
        }
        List<Kind> written = memory.writtenKinds();
        Verdict settled = allSettled(memory.deleted(revision), asked, Outcome.DELETED);
        long floor = revision == Long.MAX_VALUE ? revision : revision + 1;
        return new Verdict(
                settled.memory(),
                new Verdict.Withdrawn(
                        written.isEmpty() ? EventDefaults.PRODUCT_KINDS : written, floor, WithdrawalCause.DELETED),
                List.of(),
                settled.settled());
    }

    private static Verdict upsert(
            ProductMemory memory, long revision, List<Kind> asked, @Nullable Kind again, Source source) {
        ProductMemory next = memory;
        List<Kind> toWrite = new ArrayList<>();
        List<Kind> changed = new ArrayList<>();
        Map<Kind, Outcome> settled = new LinkedHashMap<>();
        KindFacts.Digests digests = new KindFacts.Digests(source);
        for (Kind kind : asked) {
            KindMemory before = memory.kinds().get(kind);
            KindMemory now = new KindMemory(revision, digests.of(kind));
            if (before == null) {
                toWrite.add(kind);
                next = next.with(kind, now);
            } else if (kind == again && now.digest().equals(before.digest())) {
                toWrite.add(kind);
                next = next.with(kind, new KindMemory(Math.max(revision, before.revision()), before.digest()));
            } else if (revision < before.revision()) {
                settled.put(kind, Outcome.SUPERSEDED);
            } else if (now.digest().equals(before.digest())) {
                settled.put(kind, Outcome.UNCHANGED);
                next = next.with(kind, now);
            } else if (revision == before.revision()) {
                settled.put(kind, Outcome.SUPERSEDED);
            } else {
                changed.add(kind);
                toWrite.add(kind);
                next = next.with(kind, now);
            }
        }
        Verdict.Withdrawn withdrawn =
                changed.isEmpty() ? null : new Verdict.Withdrawn(changed, revision, WithdrawalCause.CHANGED);
        return new Verdict(next, withdrawn, toWrite, settled);
    }

    private static Verdict allSettled(ProductMemory memory, List<Kind> asked, Outcome outcome) {
        Map<Kind, Outcome> settled = new LinkedHashMap<>();
        asked.forEach(kind -> settled.put(kind, outcome));
        return new Verdict(memory, null, List.of(), settled);
    }
}
