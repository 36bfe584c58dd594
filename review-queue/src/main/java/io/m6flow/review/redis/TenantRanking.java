package io.m6flow.review.redis;

import io.m6flow.review.Claim;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Claims what needs a person most among all tenants, asking few of them. Thread-safe. */
final class TenantRanking {
    /** What has less time left than this goes before all else. */
    static final Duration SECONDS_LEFT = Duration.ofSeconds(20);

    private static final int LOOKED_AT_ONCE = 10;
    private static final int REFRESHED_AT_ONCE = 200;
    /** From this look on another tenant's item is good enough that is needed so little later: many claim at a time. */
    private static final int STRICT_LOOKS = 4;

    private static final double SLACK_MILLIS = 5_000;
    private static final String NOTHING_BUT_ENDING = "-1e18";
    private static final String WHATEVER = "1e18";

    private final RedisConnection redis;
    private final QueueReader reader;
    private final QueueRules rules;
    private final TenantIndex needs;
    private final TenantIndex endings;

    TenantRanking(RedisConnection redis, QueueReader reader, QueueRules rules) {
        this.redis = redis;
        this.reader = reader;
        this.rules = rules;
        this.needs = new TenantIndex(redis, "needs", Bounds::need);
        this.endings = new TenantIndex(redis, "endings", Bounds::ending);
    }

    /** How the indexes begin, and when that was. */
    private record Heads(double now, List<TenantIndex.Entry> endings, List<TenantIndex.Entry> needs) {}

    /** What a tenant answered. */
    private record Offer(String word, Reply reply, Bounds bounds) {
        Optional<Claim> claim() {
            return word.equals("GRANTED") ? Optional.of(StoredItem.claim(reply.fields())) : Optional.empty();
        }
    }

    Optional<Claim> claimNext(Reviewer reviewer, ItemFilter filter) {
        if (filter.tenant().isPresent()) {
            TenantKeys only = new TenantKeys(filter.tenant().get());
            return ask(only, reviewer, filter, WHATEVER).claim();
        }
        Heads heads = heads();
        return claimEnding(heads, reviewer, filter)
                .or(() -> claimNeediest(heads, reviewer, filter))
                .or(() -> claimAbandoned(reviewer, filter));
    }

    private Heads heads() {
        return redis.askTogether(pipeline -> {
            Supplier<Long> now = RedisClock.millis(pipeline);
            Supplier<List<TenantIndex.Entry>> ending = endings.first(pipeline, 0, LOOKED_AT_ONCE);
            Supplier<List<TenantIndex.Entry>> needed = needs.first(pipeline, 0, LOOKED_AT_ONCE);
            return () -> new Heads(now.get(), ending.get(), needed.get());
        });
    }

    /** Where nothing waits, what nobody has put back yet although its lease has ended. */
    private Optional<Claim> claimAbandoned(Reviewer reviewer, ItemFilter filter) {
        return reader.due().stream()
                .map(tenant -> ask(tenant, reviewer, filter, WHATEVER).claim())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Among what has only seconds left. */
    private Optional<Claim> claimEnding(Heads heads, Reviewer reviewer, ItemFilter filter) {
        double soon = heads.now() + SECONDS_LEFT.toMillis();
        Set<TenantKeys> asked = new HashSet<>();
        for (int from = 0; ; from += LOOKED_AT_ONCE) {
            List<TenantIndex.Entry> entries = from == 0 ? heads.endings() : endings.first(from, LOOKED_AT_ONCE);
            for (TenantIndex.Entry entry : entries) {
                if (entry.bound() > soon) {
                    return Optional.empty();
                } else if (asked.add(entry.tenant())) {
                    Offer offer = ask(entry.tenant(), reviewer, filter, NOTHING_BUT_ENDING);
                    endings.correct(entry, offer.bounds());
                    if (offer.claim().isPresent()) {
                        return offer.claim();
                    }
                }
            }
            if (entries.size() < LOOKED_AT_ONCE) {
                return Optional.empty();
            }
        }
    }

    /**
     * Goes through the tenants by their bounds. One whose bound is above what another can give is not asked; what one can
     * give is claimed at once if no other's bound is below it.
     */
    private Optional<Claim> claimNeediest(Heads heads, Reviewer reviewer, ItemFilter filter) {
        Set<TenantKeys> asked = new HashSet<>();
        @Nullable TenantKeys best = null;
        double lowest = Double.POSITIVE_INFINITY;
        for (int look = 0; ; look++) {
            List<TenantIndex.Entry> entries = look == 0 ? heads.needs() : unasked(asked);
            if (entries.isEmpty() || entries.get(0).bound() >= lowest) {
                if (best == null) {
                    return Optional.empty();
                }
                Offer offer = ask(best, reviewer, filter, WHATEVER);
                if (offer.claim().isPresent()) {
                    return offer.claim();
                }
                // Somebody was faster: all over again, for the others may still have something.
                asked.clear();
                best = null;
                lowest = Double.POSITIVE_INFINITY;
                continue;
            }
            TenantIndex.Entry entry = entries.get(0);
            asked.add(entry.tenant());
            double next = entries.size() > 1 ? entries.get(1).bound() : Double.POSITIVE_INFINITY;
            double most = Math.min(next, lowest) + (look < STRICT_LOOKS ? 0 : SLACK_MILLIS);
            Offer offer = ask(entry.tenant(), reviewer, filter, limit(most));
            needs.correct(entry, offer.bounds());
            if (offer.claim().isPresent()) {
                return offer.claim();
            } else if (offer.word().equals("LATER")) {
                double score =
                        Double.parseDouble(Bytes.text(offer.reply().rest().get(0)));
                if (score < lowest) {
                    best = entry.tenant();
                    lowest = score;
                }
            }
        }
    }

    /** The first tenants by need of those not asked yet, two at least if there are two. */
    private List<TenantIndex.Entry> unasked(Set<TenantKeys> asked) {
        List<TenantIndex.Entry> found = new ArrayList<>();
        for (int from = 0; found.size() < 2; from += LOOKED_AT_ONCE) {
            List<TenantIndex.Entry> entries = needs.first(from, LOOKED_AT_ONCE);
            entries.stream().filter(entry -> !asked.contains(entry.tenant())).forEach(found::add);
            if (entries.size() < LOOKED_AT_ONCE) {
                break;
            }
        }
        return found;
    }

    private static String limit(double score) {
        return Double.isInfinite(score) ? WHATEVER : Long.toString((long) score);
    }

    private Offer ask(TenantKeys tenant, Reviewer reviewer, ItemFilter filter, String most) {
        Arguments arguments = new Arguments()
                .add(reviewer.name())
                .add(reviewer.isLead() ? "1" : "0")
                .add(rules.lease().toMillis())
                .add(SECONDS_LEFT.toMillis())
                .add(most);
        QueueReader.kinds(filter).forEach(kind -> arguments.add(kind.name()));
        Reply reply = Reply.of(redis.run(Script.CLAIM_NEXT, tenant.prefix(), arguments));
        return new Offer(reply.word(), reply, Bounds.of(reply.rest().subList(1, 3)));
    }

    /** Items of these tenants wait that did not before. */
    void note(Map<TenantId, Double> neededBy, Map<TenantId, Double> deadlines) {
        needs.lower(neededBy);
        endings.lower(deadlines);
    }

    /** Lowers the bounds to what waits. */
    void refresh(List<TenantKeys> tenants) {
        Map<TenantId, Double> neededBy = new HashMap<>();
        Map<TenantId, Double> deadlines = new HashMap<>();
        List<Object> answers = redis.runAll(tenants.stream().map(Bounds::call).toList());
        for (int i = 0; i < answers.size(); i++) {
            TenantId tenant = tenants.get(i).tenant();
            Bounds bounds = Bounds.of((List<?>) answers.get(i));
            bounds.need().ifPresent(need -> neededBy.put(tenant, need));
            bounds.ending().ifPresent(ending -> deadlines.put(tenant, ending));
        }
        note(neededBy, deadlines);
    }

    /** Lowers all tenants' bounds: what a process that died had no time for. */
    void refreshAll() {
        List<TenantKeys> tenants = reader.tenants();
        for (int from = 0; from < tenants.size(); from += REFRESHED_AT_ONCE) {
            refresh(tenants.subList(from, Math.min(tenants.size(), from + REFRESHED_AT_ONCE)));
        }
    }
}
