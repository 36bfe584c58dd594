package io.m6flow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.local.LocalRedis;
import io.m6flow.local.RedisOptions;
import io.m6flow.review.redis.RedisConnection;
import io.m6flow.review.redis.RedisOutbox;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Withdrawal;
import io.m6flow.schema.WithdrawalCause;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import io.m6flow.testkit.TemporaryDirectory;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/**
 * Random histories by several reviewers, step by step on Redis and on the plain Java model beside it: every answer and
 * every item is the same. Leases and undo windows are long, since the two have different clocks.
 */
class QueueHistoriesTest {
    private static final int STEPS = 150;

    /** Milliseconds between two drafts: no sum of what risk, priority and kind are worth is a multiple of it. */
    private static final long NEVER_EQUALLY_NEEDED = 7_919;

    private static final QueueRules RULES = QueueRules.DEFAULT
            .withLease(Duration.ofHours(1))
            .withUndoWindow(Duration.ofMinutes(10))
            .withTwoPersons(Set.of(Kind.BADGE))
            .withRetractAtOnce(Set.of(Kind.THEME));
    private static final List<Reviewer> PEOPLE =
            List.of(new Reviewer("Ann"), new Reviewer("Bo 李"), new Reviewer("Lea").asLead());

    private static TemporaryDirectory directory;
    private static LocalRedis server;
    private static RedisConnection redis;

    @BeforeContainer
    static void start() {
        directory = TemporaryDirectory.create("m6flow-histories");
        server = new LocalRedis(RedisOptions.in(directory.path()));
        server.start();
        redis = RedisConnection.to(server.uri());
    }

    @AfterContainer
    static void stop() {
        redis.close();
        server.close();
        directory.close();
    }

    @Property(tries = 25)
    void redisDoesWhatTheModelDoes(@ForAll @Size(max = STEPS) List<Integer> steps) {
        replay(steps);
    }

    @Tag("soak")
    @Property(tries = 1000)
    void redisDoesWhatTheModelDoesForLong(@ForAll @Size(max = STEPS) List<Integer> steps) {
        replay(steps);
    }

    private static void replay(List<Integer> steps) {
        RedisServer.flush(server.port());
        new History().play(steps);
    }

    /** Two queues that the same happens to. */
    private static final class History {
        private final ReviewQueue real = new RedisReviewQueue(redis, RULES, () -> {});
        private final ReferenceQueue model = new ReferenceQueue(Clock.systemUTC(), RULES);
        private final List<ContentDraft> drafts = new ArrayList<>();
        private final Map<ContentId, List<Claim[]>> claims = new HashMap<>();
        private Random random = new Random(0);
        private long offset;

        void play(List<Integer> steps) {
            for (int step : steps) {
                random = new Random(step);
                step();
            }
            drafts.forEach(this::compare);
            allThatIsDecidedLeavesInOrder();
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1 -> admit();
                case 2 -> withdraw();
                case 3, 4 -> claimNext();
                case 5 -> claim();
                case 6, 7, 8 -> decide();
                case 9 -> giveBack();
                case 10 -> undoOrRevoke();
                default -> approveTogether();
            }
            if (!drafts.isEmpty()) {
                compare(any());
            }
        }

        private void admit() {
            ContentDraft draft = draft();
            Ruling ruling = random.nextInt(5) == 0 ? new Ruling.ApproveNow("approve-all") : new Ruling.AwaitPerson();
            var position = new SourcePosition("content.drafts", 0, offset++);
            assertThat(real.admit(draft, position, ruling)).isEqualTo(model.admit(draft, position, ruling));
            drafts.add(draft);
        }

        private ContentDraft draft() {
            String tenant = "M-" + random.nextInt(3);
            String subject = "P-" + random.nextInt(4);
            Drafts drafts = switch (random.nextInt(4)) {
                case 0 -> Drafts.reason(tenant, subject);
                case 1 -> Drafts.badge(tenant, subject);
                case 2 -> Drafts.theme(tenant, subject);
                default -> Drafts.script(tenant, subject, random.nextInt(5));
            };
            drafts.revision(random.nextInt(4))
                    .with(it -> it.setCreatedAt(Instant.ofEpochMilli(offset * NEVER_EQUALLY_NEEDED)));
            return (random.nextInt(3) == 0 ? drafts.text("全网第一的裙子").finding("ad-law", "第一") : drafts).build();
        }

        private void withdraw() {
            Withdrawal withdrawal = QueueSteps.withdrawal(
                    "M-" + random.nextInt(3),
                    "P-" + random.nextInt(4),
                    random.nextInt(5),
                    random.nextBoolean() ? WithdrawalCause.CHANGED : WithdrawalCause.DELETED);
            var position = new SourcePosition("content.withdrawals", 0, offset++);
            assertThat(real.withdraw(withdrawal, position)).isEqualTo(model.withdraw(withdrawal, position));
        }

        private void claimNext() {
            Reviewer person = person();
            Optional<Claim> given = real.tryClaimNext(person, ItemFilter.ALL);
            if (given.isEmpty()) {
                assertThat(model.tryClaimNext(person, ItemFilter.ALL)).isEmpty();
                return;
            }
            ReviewItem item = given.get().item();
            Claim wanted = model.tryClaimNext(person, ItemFilter.ALL).orElseThrow();
            assertThat(item.contentId()).isEqualTo(wanted.item().contentId());
            remember(given.get(), wanted);
        }

        private void claim() {
            if (!drafts.isEmpty()) {
                ContentDraft draft = any();
                Reviewer person = person();
                ClaimResult given = real.tryClaim(person, tenant(draft), ContentId.of(draft));
                ClaimResult wanted = model.tryClaim(person, tenant(draft), ContentId.of(draft));
                assertThat(given).hasSameClassAs(wanted);
                if (given instanceof ClaimResult.Granted granted) {
                    remember(granted.claim(), ((ClaimResult.Granted) wanted).claim());
                }
            }
        }

        private void remember(Claim given, Claim wanted) {
            assertThat(given.fence()).isEqualTo(wanted.fence());
            claims.computeIfAbsent(given.item().contentId(), id -> new ArrayList<>())
                    .add(new Claim[] {given, wanted});
        }

        private void decide() {
            anyClaim().ifPresent(claim -> {
                Reviewer person = person();
                Verdict verdict = switch (random.nextInt(5)) {
                    case 0 -> new Verdict.Edit("改过的" + random.nextInt(100));
                    case 1 -> new Verdict.Reject(List.of("facts"));
                    case 2 -> new Verdict.SendBack(List.of("style"), List.of());
                    default -> new Verdict.Approve();
                };
                assertThat(real.decide(person, claim[0], verdict))
                        .hasSameClassAs(model.decide(person, claim[1], verdict));
            });
        }

        private void giveBack() {
            anyClaim().ifPresent(claim -> {
                Reviewer person = person();
                switch (random.nextInt(3)) {
                    case 0 -> assertThat(real.release(person, claim[0])).isEqualTo(model.release(person, claim[1]));
                    case 1 -> assertThat(real.skip(person, claim[0])).isEqualTo(model.skip(person, claim[1]));
                    default ->
                        assertThat(real.escalate(person, claim[0], "?"))
                                .isEqualTo(model.escalate(person, claim[1], "?"));
                }
            });
        }

        private void undoOrRevoke() {
            if (drafts.isEmpty()) {
                return;
            }
            ContentDraft draft = any();
            ContentId id = ContentId.of(draft);
            Reviewer person = person();
            String decision = Optional.ofNullable(find(model, draft).decision())
                    .map(Decided::decisionId)
                    .orElse("none");
            if (random.nextBoolean()) {
                UndoResult given = real.undo(person, tenant(draft), id, decision);
                UndoResult wanted = model.undo(person, tenant(draft), id, decision);
                assertThat(given).hasSameClassAs(wanted);
                if (given instanceof UndoResult.Undone undone) {
                    remember(undone.claim(), ((UndoResult.Undone) wanted).claim());
                }
            } else {
                assertThat(real.revoke(person, tenant(draft), id, decision, List.of("wrong")))
                        .hasSameClassAs(model.revoke(person, tenant(draft), id, decision, List.of("wrong")));
            }
        }

        private void approveTogether() {
            List<SeenItem> seen = IntStream.range(0, Math.min(3, drafts.size()))
                    .mapToObj(i -> SeenItem.of(find(model, any())))
                    .toList();
            Reviewer person = person();
            List<DecideResult> given = real.approveAll(person, seen);
            List<DecideResult> wanted = model.approveAll(person, seen);
            assertThat(given).extracting(Object::getClass).isEqualTo(classes(wanted));
        }

        private static List<Class<?>> classes(List<DecideResult> results) {
            List<Class<?>> classes = new ArrayList<>();
            results.forEach(result -> classes.add(result.getClass()));
            return classes;
        }

        private void compare(ContentDraft draft) {
            ReviewItem is = find(real, draft);
            ReviewItem wanted = find(model, draft);
            assertThat(is.state()).isEqualTo(wanted.state());
            assertThat(is.itemVersion()).isEqualTo(wanted.itemVersion());
            assertThat(is.isForLead()).isEqualTo(wanted.isForLead());
            assertThat(is.heldBy()).isEqualTo(wanted.heldBy());
            assertThat(is.proposal()).isEqualTo(wanted.proposal());
            assertThat(told(is.decision())).isEqualTo(told(wanted.decision()));
            assertThat(real.history(tenant(draft), ContentId.of(draft)))
                    .extracting(HistoryEntry::what)
                    .isEqualTo(model.history(tenant(draft), ContentId.of(draft)).stream()
                            .map(HistoryEntry::what)
                            .toList());
        }

        /** All of a decision but its times; what one withdrawal voids it voids in any order. */
        private static String told(@Nullable Decided decision) {
            return decision == null
                    ? "none"
                    : String.join(
                            " ",
                            decision.decisionId(),
                            decision.outcome().name(),
                            decision.by().toString(),
                            String.valueOf(decision.via()),
                            String.valueOf(decision.agreedWith()),
                            decision.via() == Via.POLICY
                                    ? ""
                                    : decision.reasons().toString(),
                            decision.text(),
                            decision.outcome() == DecisionOutcome.SUPERSEDED
                                    ? ""
                                    : Long.toString(decision.publishSequence()));
        }

        /** What left carries each decision once, a subject's in the order of their publishSequence. */
        private void allThatIsDecidedLeavesInOrder() {
            Map<String, Long> last = new HashMap<>();
            Set<String> seen = new HashSet<>();
            for (Outbox.Entry entry : new RedisOutbox(redis).unsealed(10_000)) {
                var decision = entry.decision();
                String place = decision.getTenant() + "|" + decision.getKind() + "|" + decision.getSubject();
                assertThat(decision.getPublishSequence()).isGreaterThan(last.getOrDefault(place, 0L));
                assertThat(seen.add(decision.getDecisionId())).isTrue();
                last.put(place, decision.getPublishSequence());
            }
        }

        private Optional<Claim[]> anyClaim() {
            if (claims.isEmpty()) {
                return Optional.empty();
            }
            List<List<Claim[]>> all = List.copyOf(claims.values());
            List<Claim[]> ofOne = all.get(random.nextInt(all.size()));
            // Mostly the newest one, which may still hold.
            boolean newest = random.nextInt(4) > 0;
            return Optional.of(ofOne.get(newest ? ofOne.size() - 1 : random.nextInt(ofOne.size())));
        }

        private static ReviewItem find(ReviewQueue queue, ContentDraft draft) {
            return queue.find(tenant(draft), ContentId.of(draft)).orElseThrow();
        }

        private ContentDraft any() {
            return drafts.get(random.nextInt(drafts.size()));
        }

        private Reviewer person() {
            return PEOPLE.get(random.nextInt(PEOPLE.size()));
        }

        private static TenantId tenant(ContentDraft draft) {
            return new TenantId(draft.getTenant());
        }
    }
}
