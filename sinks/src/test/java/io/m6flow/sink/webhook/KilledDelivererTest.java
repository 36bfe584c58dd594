package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.sink.redis.PassingTime;
import io.m6flow.sink.redis.RedisIntents;
import io.m6flow.testkit.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class KilledDelivererTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @Test
    void retriesThatWaitForHoursAndWhatIsUnderWaySurviveKill9() throws Exception {
        REDIS.flush();
        try (IntentStore store = new RedisIntents(REDIS.uri());
                PassingTime time = new PassingTime(REDIS.uri());
                Receiver shop = Receiver.start("shop").answering(500)) {
            EndpointName name = shop.name();
            try (OtherProcess first = deliverer(shop)) {
                store.record(name, List.of(new Intent("retries", "decision.approved", "{}")));
                assertThat(shop.next().id()).isEqualTo("retries");
                await().until(() -> store.status(name).failed() == 1);
                assertThat(time.untilDue(name)).isBetween(Duration.ofMinutes(119), Duration.ofMinutes(132));

                shop.hanging();
                store.record(name, List.of(new Intent("under-way", "decision.approved", "{}")));
                assertThat(shop.next().id()).isEqualTo("under-way");
                first.kill();
            }
            assertThat(store.status(name).waiting()).isEqualTo(2);
            time.pass(name, Duration.ofMinutes(132));
            shop.goesOn();

            try (OtherProcess second = deliverer(shop)) {
                await().until(() -> store.status(name).delivered() == 2);
                assertThat(List.of(shop.next().id(), shop.next().id()))
                        .containsExactlyInAnyOrder("retries", "under-way");
                second.kill();
            }
            assertThat(store.status(name).waiting()).isZero();
            assertThat(store.status(name).failed())
                    .as("who was killed has not failed")
                    .isEqualTo(1);
        }
    }

    private static OtherProcess deliverer(Receiver receiver) throws Exception {
        return OtherProcess.run(
                DelivererProgram.class,
                REDIS.uri(),
                receiver.name(),
                receiver.endpoint().url());
    }
}
