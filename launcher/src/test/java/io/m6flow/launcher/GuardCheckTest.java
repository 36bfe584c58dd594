package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.law.Lexicon;
import io.m6flow.generator.law.LexiconGuard;
import io.m6flow.job.guard.Inspector;
import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Finding;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.Drafts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GuardCheckTest {
    private static final String LAWFUL = "法式碎花，雪纺面料很轻盈。";
    private static final String UNLAWFUL = "法式碎花，雪纺面料很轻盈，全网最好看的裙子。";
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final ContentDraft DRESS = Drafts.reason("M-1", "P-1").build();

    @Test
    void holdsTextsAgainstTheGuardsWithTheFactsTheyWereWrittenFrom() {
        try (GuardCheck check = new GuardCheck(Inspector::shipped)) {
            assertThat(rules(check, UNLAWFUL)).contains("LAW_ABSOLUTE_TERM");
            assertThat(rules(check, "法式碎花，纯棉面料很轻盈。")).contains("FACT_ABSENT");
            assertThat(rules(check, LAWFUL)).doesNotContain("LAW_ABSOLUTE_TERM", "FACT_ABSENT");
        }
    }

    @Test
    void noTextWaitsLongForGuardsThatAreOnTheirWay() {
        CompletableFuture<Inspector> late = new CompletableFuture<>();
        try (GuardCheck check = new GuardCheck(late::join, Duration.ofMillis(1), MOMENT)) {
            check.prepare();
            assertThatThrownBy(() -> rules(check, LAWFUL))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the guards are not open yet");
            late.complete(Inspector.shipped());
        }
    }

    @Test
    void guardsThatCannotBeOpenedAreTriedAgain() {
        AtomicInteger tries = new AtomicInteger();
        InspectorFactory thirdTime = () -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("Kafka is away");
            }
            return Inspector.shipped();
        };
        try (GuardCheck check = new GuardCheck(thirdTime, LONG, MOMENT)) {
            check.prepare();
            assertThat(rules(check, UNLAWFUL)).contains("LAW_ABSOLUTE_TERM");
            assertThat(rules(check, UNLAWFUL)).contains("LAW_ABSOLUTE_TERM");
        }
        assertThat(tries).as("and are opened once").hasValue(3);
    }

    @Test
    void guardsThatOpenTooLateAreClosedAgain() throws Exception {
        CompletableFuture<Inspector> late = new CompletableFuture<>();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        InspectorFactory slow = () -> {
            begun.countDown();
            return late.join();
        };
        GuardCheck check = new GuardCheck(slow, LONG, MOMENT);
        check.prepare();
        assertThat(begun.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
        check.close();
        late.complete(Inspector.with(new LexiconGuard(Lexicon.shipped()), () -> closed.complete(null)));

        closed.get(LONG.toMillis(), TimeUnit.MILLISECONDS);
        assertThatThrownBy(() -> rules(check, LAWFUL)).hasMessage("the guards are closed");
    }

    @Test
    void findsATermInItsDisguises() {
        DisguisedTerms terms = new DisguisedTerms();
        assertThat(terms.holds("这条裙子全 网-最★低价", "全网最低")).isTrue();
        assertThat(terms.holds("這條裙子全網最低價", "全网最低")).isTrue();
        assertThat(terms.holds("全网都在卖，价格最近低了", "全网最低")).isFalse();
        assertThat(terms.holds("一字", "字")).isTrue();
    }

    private static List<String> rules(GuardCheck check, String text) {
        return check.check(new TenantId("M-1"), DRESS.getKind(), text, DRESS.getSource()).stream()
                .map(Finding::getRule)
                .toList();
    }
}
