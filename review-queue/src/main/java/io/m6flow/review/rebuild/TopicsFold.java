package io.m6flow.review.rebuild;

import io.m6flow.review.Arrival;
import io.m6flow.review.AuditChain;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.review.StandingPolicy;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.ReviewDecision;
import io.m6flow.schema.ReviewFeedback;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.codec.RecordCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Says what the queue must look like from what the topics hold, in plain Java: what Redis shows is compared with it. It
 * shares no code with the scripts on purpose. Decisions come first, then feedback, withdrawals and drafts. Not
 * thread-safe.
 */
final class TopicsFold {
    private static final RecordCodec<ReviewFeedback> FEEDBACK = RecordCodec.of(ReviewFeedback.class);

    private final QueueRules rules;
    private final Map<String, Tenant> tenants = new TreeMap<>();
    private AuditChain.Head head = AuditChain.Head.EMPTY;
    private long lastOffset = -1;

    /** What one kind and subject of a tenant have come to. */
    private static final class Place {
        private @Nullable Long floor;
        private long sequence;
        private @Nullable FoldedItem published;
        private int live;
    }

    private static final class Tenant {
        private final Map<String, FoldedItem> items = new HashMap<>();
        private final Map<String, Place> places = new TreeMap<>();
        private final Map<String, Long> offsets = new TreeMap<>();
        private final FoldedNumbers numbers = new FoldedNumbers();

        private Place place(String name) {
            return places.computeIfAbsent(name, any -> new Place());
        }

        private void read(SourcePosition position) {
            offsets.merge(position.topic() + "|" + position.partition(), position.offset() + 1, Math::max);
        }
    }

    TopicsFold(QueueRules rules) {
        this.rules = rules;
    }

    private Tenant tenant(String name) {
        return tenants.computeIfAbsent(name, any -> new Tenant());
    }

    /** Answers false if it was sent again, and changes nothing. */
    boolean decision(LoggedDecision logged, byte[] bytes, long offset) {
        ReviewDecision decision = logged.decision();
        lastOffset = offset;
        if (decision.getChainIndex() <= head.index()) {
            return false;
        }
        if (decision.getChainIndex() != head.index() + 1) {
            throw new BrokenLogException("the audit chain lacks entry " + (head.index() + 1) + " before offset "
                    + offset + "; m6flow review verify says more, and nothing is rebuilt from a log with holes");
        }
        head = AuditChain.headAt(bytes);
        Tenant tenant = tenant(decision.getTenant());
        FoldedItem item = tenant.items.computeIfAbsent(
                decision.getContentId(), any -> new FoldedItem(StandIn.of(decision), true));
        item.decide(decision);
        tenant.numbers.count(logged);
        Place place = tenant.place(item.place());
        place.sequence = Math.max(place.sequence, decision.getPublishSequence());
        show(place, item);
        return true;
    }

    private static void show(Place place, FoldedItem item) {
        if (item.outcome() == DecisionOutcome.REVOKED) {
            place.published = null;
        } else if (item.leaves()) {
            place.published = item;
        }
    }

    void feedback(ReviewFeedback feedback) {
        FoldedItem item = tenant(feedback.getTenant()).items.get(feedback.getContentId());
        if (item != null) {
            item.bringFeedback(Image.digestOf(FEEDBACK.encode(feedback)));
        }
    }

    void withdrawal(Withdrawal withdrawal, SourcePosition position) {
        Tenant tenant = tenant(withdrawal.getTenant());
        tenant.read(position);
        boolean deleted = withdrawal.getCause() == WithdrawalCause.DELETED;
        for (Kind kind : withdrawal.getKinds()) {
            Place place = tenant.place(kind + "|" + withdrawal.getSubject());
            long floor = withdrawal.getFloorRevision();
            place.floor = place.floor == null ? floor : Math.max(place.floor, floor);
            FoldedItem published = place.published;
            boolean revokes = deleted || rules.retractAtOnce().contains(kind);
            if (revokes && published != null && published.revision() < floor) {
                decideNow(tenant, place, published, DecisionOutcome.REVOKED, StandingPolicy.WITHDRAWAL.policyName());
                place.published = null;
            }
        }
    }

    /** A draft of a decided item, or one that no decision names and that the intake rules about. */
    void draft(Arrival arrival) {
        ContentDraft draft = arrival.draft();
        Tenant tenant = tenant(draft.getTenant());
        tenant.read(arrival.position());
        FoldedItem known = tenant.items.get(draft.getContentId());
        if (known != null) {
            if (known.isStandIn()) {
                known.bringDraft(draft);
            }
            return;
        }
        FoldedItem item = new FoldedItem(draft, false);
        tenant.items.put(draft.getContentId(), item);
        Place place = tenant.place(item.place());
        Long floor = place.floor;
        if (floor != null && item.revision() < floor) {
            decideNow(tenant, place, item, DecisionOutcome.SUPERSEDED, StandingPolicy.WITHDRAWAL.policyName());
        } else if (arrival.ruling() instanceof Ruling.ApproveNow approve) {
            decideNow(tenant, place, item, DecisionOutcome.APPROVED, approve.policy());
            show(place, item);
        } else {
            place.live++;
        }
    }

    private static void decideNow(Tenant tenant, Place place, FoldedItem item, DecisionOutcome outcome, String policy) {
        item.decideNow(outcome, policy, ++place.sequence);
        tenant.numbers.countNow(item.kind(), outcome, item.model());
    }

    AuditChain.Head head() {
        return head;
    }

    /** Where the last decision stands on its topic; -1 if there is none. */
    long lastOffset() {
        return lastOffset;
    }

    /** @param now as for {@link #image} */
    long standIns(Instant now) {
        return tenants.values().stream()
                .flatMap(tenant -> tenant.items.values().stream().filter(item -> isKept(tenant, item, now)))
                .filter(FoldedItem::isStandIn)
                .count();
    }

    /** What is published stays, as does what was decided lately. */
    private boolean isKept(Tenant tenant, FoldedItem item, Instant now) {
        Duration keepDecided = rules.keepDecided();
        return keepDecided == null
                || !item.wasDecidedBy(now.minus(keepDecided))
                || item.equals(tenant.place(item.place()).published);
    }

    /** @param now when the rebuild began, by the clock that decisions are timed with */
    Image image(Instant now) {
        Image.Builder image = new Image.Builder();
        image.add(
                "chain",
                new Image.Fields()
                        .put("head", head.index() + ":" + head.hash())
                        .put("sent", head.index())
                        .put("offset", lastOffset));
        tenants.forEach((name, tenant) -> {
            Map<String, FoldedItem> purged = new HashMap<>();
            long listed = 0;
            for (FoldedItem item : tenant.items.values()) {
                if (isKept(tenant, item, now)) {
                    image.add("item " + name + " " + item.id(), item.fields(now));
                    listed += item.outcome() == null ? 0 : 1;
                } else if (item.isLaterThan(purged.get(item.place()))) {
                    purged.put(item.place(), item);
                }
            }
            image.add("tenant " + name, totals(tenant).put("listed", listed));
            tenant.numbers.addTo(image, name, now);
            tenant.places.forEach(
                    (place, it) -> image.add("place " + name + " " + place, fields(it, purged.get(place))));
        });
        return image.build();
    }

    private static Image.Fields fields(Place place, @Nullable FoldedItem purged) {
        FoldedItem published = place.published;
        return new Image.Fields()
                .put("floor", place.floor)
                .put("sequence", place.sequence)
                .put("published", published == null ? null : published.id())
                .put("purged", purged == null ? null : purged.order())
                .put("live", place.live);
    }

    private static Image.Fields totals(Tenant tenant) {
        Map<DecisionOutcome, Long> counts = new TreeMap<>();
        long undecided = 0;
        long late = 0;
        for (FoldedItem item : tenant.items.values()) {
            DecisionOutcome outcome = item.outcome();
            if (outcome != null) {
                counts.merge(outcome, 1L, Long::sum);
            } else {
                undecided++;
                late += item.deadline() == null ? 0 : 1;
            }
        }
        return new Image.Fields()
                .put("counts", counts)
                .put("undecided", undecided)
                .put("deadlines", late)
                .put("offsets", tenant.offsets);
    }
}
