package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A script takes a second here, and little more for reading it. */
class TurnsTest {
    private static final PromptTemplates TEMPLATES = new PromptTemplates(Nano.folder());

    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time(() -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get);
    private final WaitingRoom room = new WaitingRoom(64);
    private final Pace pace = new Pace();
    private final Turns turns = new Turns(room, pace, time);

    @BeforeEach
    void everyStepTakesTenMilliseconds() {
        pace.turned(new GeneratorStats(0, 0, 1, 1, 1, 1, 1, 0, 0.01, 0.01));
        pace.wrote(ContentKind.SCRIPT, 100);
    }

    @Test
    void whoHasTimeEnoughGoesBeforeWhoHasNot() {
        Request doubtful = script("doubtful", 800);
        Request good = script("good", 1_200);

        assertThat(turns.next(false)).isSameAs(good);
        assertThat(turns.next(false)).isSameAs(doubtful);
        assertThat(turns.next(false)).isNull();
    }

    @Test
    void anEmptySlotIsGivenToWhoeverLacksTheLeastTime() {
        Request first = script("first", 600);
        Request second = script("second", 900);
        Request third = script("third", 700);

        assertThat(turns.next(false)).isSameAs(second);
        assertThat(room.size()).isEqualTo(2);
        assertThat(turns.next(false)).isSameAs(third);
        assertThat(turns.next(false)).isSameAs(first);
    }

    @Test
    void whoHasNotHalfOfTheTimeIsToldSoAtOnce() {
        Request hopeless = script("hopeless", 400);

        assertThat(turns.next(false)).isNull();

        assertThat(((Generation.Failed) hopeless.future.join()).fault()).isEqualTo(Fault.EXPIRED);
    }

    @Test
    void anIdleEngineTriesAlsoWithoutHope() {
        Request hopeless = script("hopeless", 400);

        assertThat(turns.next(true)).isSameAs(hopeless);
    }

    @Test
    void whoReturnsGoesFirstAsLongAsThereIsAnyTime() {
        Request returning = script("returning", 800);
        turns.comesFirst(turns.next(false));
        script("good", 2_000);

        assertThat(turns.nobodyReturns()).isFalse();
        assertThat(turns.next(false)).isSameAs(returning);

        turns.comesFirst(returning);
        nanos.addAndGet(800_000_000);
        assertThat(turns.next(false)).isNotSameAs(returning);
        assertThat(returning.givenUp()).isTrue();
    }

    @Test
    void whoeverWasPassedOverStandsWhereHeStood() {
        for (int i = 0; i < 3; i++) {
            script("doubtful-" + i, 800);
        }
        script("good", 5_000);
        turns.next(false);

        assertThat(room.poll()).extracting(request -> request.prompt.id()).isEqualTo("doubtful-0");
        assertThat(room.poll()).extracting(request -> request.prompt.id()).isEqualTo("doubtful-1");
    }

    private Request script(String id, long millisLeft) {
        Prompt plain = Prompt.of(id, ContentKind.SCRIPT, new Material.Text("这条裙子是雪纺的"), 1);
        Prompt prompt =
                plain.withService(plain.service().withDeadline(time.now().plusMillis(millisLeft)));
        Request request = new Request(prompt, TEMPLATES.plan(prompt), new Request.Signature("m", "v", "p"), time);
        assertThat(room.offer(request)).isTrue();
        return request;
    }
}
