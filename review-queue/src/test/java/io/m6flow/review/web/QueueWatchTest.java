package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Claim;
import io.m6flow.review.ItemFilter;
import io.m6flow.review.ItemState;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueueWatchTest {
    private static final Reviewer LIN = new Reviewer("林小满");

    @RegisterExtension
    final RunningServer server = new RunningServer();

    private QueueWatch watch;

    @BeforeEach
    void lookOnce() {
        watch = new QueueWatch(server.queue);
        assertThat(watch.changes()).as("how things stand is no change").isEmpty();
    }

    @Test
    void saysNothingWhileNothingChanges() {
        for (int look = 0; look < 30; look++) {
            assertThat(watch.changes()).isEmpty();
        }
    }

    @Test
    void tellsThatAnItemCame() {
        server.admit(Drafts.reason("M-1", "P-1", "文案"));

        assertThat(watch.changes()).contains(new QueueWatch.Changes(1, Map.of()));
    }

    @Test
    void tellsWhoTookAndDecidedAnItem() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        watch.changes();

        Claim claim = server.queue.tryClaimNext(LIN, ItemFilter.ALL).orElseThrow();
        assertThat(standing(item)).contains(new QueueWatch.Standing(ItemState.CLAIMED, "林小满"));

        server.queue.decide(LIN, claim, new Verdict.Approve());
        assertThat(standing(item)).contains(new QueueWatch.Standing(ItemState.DECIDED, "林小满"));
    }

    @Test
    void tellsThatAnItemWaitsAgain() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        server.queue.tryClaimNext(LIN, ItemFilter.ALL);
        watch.changes();

        server.clock.advance(RunningServer.LEASE.plusSeconds(1));

        assertThat(standing(item)).contains(new QueueWatch.Standing(ItemState.WAITING, ""));
    }

    @Test
    void findsAnExchangeThatLeavesTheNumbersAsTheyWere() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        Claim claim = server.queue.tryClaimNext(LIN, ItemFilter.ALL).orElseThrow();
        watch.changes();
        server.queue.release(LIN, claim);
        server.queue.tryClaim(LIN, second.tenant(), second.content());

        Optional<QueueWatch.Changes> changes = Optional.empty();
        for (int look = 0; look < 10 && changes.isEmpty(); look++) {
            changes = watch.changes();
        }

        assertThat(changes.orElseThrow().items()).containsOnlyKeys(first, second);
    }

    private Optional<QueueWatch.Standing> standing(ItemRef item) {
        return watch.changes().map(changes -> changes.items().get(item));
    }
}
