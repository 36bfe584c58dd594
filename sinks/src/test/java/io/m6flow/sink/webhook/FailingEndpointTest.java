package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.PublishedContent;
import io.m6flow.sink.History;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The same contract, with an endpoint that fails 30 % of all calls, half of them after it has taken the message in. */
class FailingEndpointTest extends WebhookSinkTest {
    @Override
    Receiver receiver() throws Exception {
        return super.receiver().failing(0.3, new Random(7));
    }

    @Test
    void manyAttemptsFailAndSomeMessagesComeTwice() throws Exception {
        List<PublishedContent> history = history(20);
        for (int from = 0; from < history.size(); from += 25) {
            write(history.subList(from, from + 25).toArray(PublishedContent[]::new));
            world();
        }

        assertThat(world()).isEqualTo(History.endOf(history));
        assertThat(failedAttempts()).isPositive();
        assertThat(timesHeard().values()).anyMatch(times -> times > 1);
    }
}
