package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.Priority;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is served when, over the real model turned by hand. */
class ServingTest {
    private static final Tuning TUNING = Tuning.defaults().withPrecision(Tuning.Precision.FP32);
    private static final String SPEECH = "嗯大家好那个今天我们给大家带来的是这一款呃就是纯棉的连衣裙啊它的面料呢非常的柔软";

    private static Prompt script(String id) {
        return Prompt.of(id, ContentKind.SCRIPT, new Material.Text(SPEECH), 1);
    }

    private static Prompt summary(String id) {
        return Prompt.of(id, ContentKind.SUMMARY, new Material.Text(SPEECH.repeat(4)), 1);
    }

    private static Generation.Failed failed(CompletableFuture<Generation> future) {
        assertThat(future).isDone();
        return (Generation.Failed) future.join();
    }

    @Test
    void aWaitingPromptThatExpiresCostsNoStep() {
        SteppedEngine engine = new SteppedEngine(TUNING, 1);
        CompletableFuture<Generation> first = engine.submit(summary("first"));
        engine.turn();
        CompletableFuture<Generation> late = engine.submit(withDeadline(script("late"), engine, 5));
        engine.passTime(4_999, TimeUnit.MILLISECONDS);
        engine.turn();
        assertThat(late).isNotDone();
        engine.passTime(21, TimeUnit.MILLISECONDS);
        long read = engine.stats().sourceTokens();
        engine.turn();
        assertThat(failed(late).fault()).isEqualTo(Fault.EXPIRED);
        assertThat(failed(late).message()).contains("late", "5020 ms").doesNotContain("连衣裙");
        assertThat(engine.turnUntilDone(first)).isInstanceOf(Generation.Written.class);
        assertThat(engine.stats().sourceTokens()).isEqualTo(read);
    }

    @Test
    void aTextThatExpiresGivesItsSlotToTheNext() {
        SteppedEngine engine = new SteppedEngine(TUNING, 1);
        CompletableFuture<Generation> first = engine.submit(withDeadline(summary("first"), engine, 5));
        CompletableFuture<Generation> next = engine.submit(summary("next"));
        engine.turn();
        engine.passTime(6, TimeUnit.SECONDS);
        assertThat(engine.turnUntilDone(next)).isInstanceOf(Generation.Written.class);
        assertThat(failed(first).fault()).isEqualTo(Fault.EXPIRED);
    }

    @Test
    void aCancelledPromptFreesItsSlotAtTheNextStep() {
        SteppedEngine engine = new SteppedEngine(TUNING, 1);
        CompletableFuture<Generation> first = engine.submit(summary("first"));
        engine.turn();
        first.cancel(false);
        CompletableFuture<Generation> next = engine.submit(summary("next"));
        long read = engine.stats().sourceTokens();
        engine.turn();
        engine.turn();
        assertThat(engine.stats().sourceTokens()).isGreaterThan(read);
        assertThat(engine.turnUntilDone(next)).isInstanceOf(Generation.Written.class);
    }

    @Test
    void liveScriptsOvertakeTheCatalogue() {
        SteppedEngine engine = new SteppedEngine(TUNING, 1);
        CompletableFuture<Generation> running = engine.submit(summary("running"));
        engine.turn();
        List<String> order = new ArrayList<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (Prompt prompt : List.of(summary("a"), summary("b"), script("live"))) {
            all.add(engine.submit(prompt).thenRun(() -> order.add(prompt.id())));
        }
        engine.turnUntilDone(running);
        while (!all.stream().allMatch(CompletableFuture::isDone)) {
            engine.turn();
        }
        assertThat(order).containsExactly("live", "a", "b");
        assertThat(Prompt.of("x", ContentKind.SCRIPT, new Material.Text(SPEECH), 1)
                        .service()
                        .priority())
                .isEqualTo(Priority.LIVE);
    }

    @Test
    void oneSourceIsReadOnceForAllItsCandidates() {
        SteppedEngine engine = new SteppedEngine(TUNING, 8);
        Prompt one = summary("one");
        engine.turnUntilDone(engine.submit(one));
        long alone = engine.stats().sourceTokens();
        Prompt four = new Prompt("four", one.kind(), one.material(), List.of(1L, 2L, 3L, 4L));
        engine.turnUntilDone(engine.submit(four));
        assertThat(engine.stats().sourceTokens()).isEqualTo(2 * alone);
    }

    @Test
    void candidatesThatFindNoSlotYetAreWrittenLater() {
        SteppedEngine engine = new SteppedEngine(TUNING, 3);
        Prompt one = summary("one");
        List<Long> seeds = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        Generation.Written written = (Generation.Written)
                engine.turnUntilDone(engine.submit(new Prompt("eight", one.kind(), one.material(), seeds)));
        assertThat(written.candidates())
                .hasSize(8)
                .allMatch(candidate -> !candidate.text().isEmpty());
    }

    @Test
    void staticBatchesStartTogetherAndWaitForTheLast() {
        SteppedEngine engine = new SteppedEngine(TUNING.withBatching(Tuning.Batching.STATIC), 2);
        CompletableFuture<Generation> brief =
                engine.submit(Prompt.of("brief", ContentKind.SUMMARY, new Material.Text("今天下雨。"), 1));
        CompletableFuture<Generation> lengthy = engine.submit(summary("lengthy"));
        CompletableFuture<Generation> next = engine.submit(summary("next"));
        engine.turnUntilDone(brief);
        long read = engine.stats().sourceTokens();
        engine.turnUntilDone(lengthy);
        assertThat(engine.stats().sourceTokens()).isEqualTo(read);
        assertThat(engine.turnUntilDone(next)).isInstanceOf(Generation.Written.class);
        assertThat(engine.stats().meanBatch()).isGreaterThan(1);
    }

    @Test
    void draftsFromTheSourceTakeFewerStepsToTheSameText() {
        SteppedEngine plain = new SteppedEngine(TUNING.withDrafting(false), 1);
        SteppedEngine drafting = new SteppedEngine(TUNING, 1);
        Prompt prompt = script("s");
        String expected = text(plain.turnUntilDone(plain.submit(prompt)));
        assertThat(text(drafting.turnUntilDone(drafting.submit(prompt)))).isEqualTo(expected);
        assertThat(drafting.stats().decodeSteps() * 2).isLessThan(plain.stats().decodeSteps());
    }

    @Test
    void aLiveScriptIsDraftedBesideAFullCatalogue() {
        SteppedEngine alone = new SteppedEngine(TUNING, 1);
        String expected = text(alone.turnUntilDone(alone.submit(script("s"))));
        SteppedEngine engine = new SteppedEngine(TUNING, 18);
        List<CompletableFuture<Generation>> catalogue = new ArrayList<>();
        for (int i = 0; i < 17; i++) {
            catalogue.add(engine.submit(Prompt.of("c" + i, ContentKind.SUMMARY, new Material.Text(SPEECH), i)));
        }
        while (engine.room.size() > 0) {
            engine.turn();
        }
        CompletableFuture<Generation> live = engine.submit(script("s"));
        int turns = 0;
        for (; !live.isDone(); turns++) {
            engine.turn();
        }
        assertThat(text(live.join())).isEqualTo(expected);
        assertThat(2 * turns)
                .isLessThan(
                        ((Generation.Written) live.join()).candidates().get(0).tokens());
        catalogue.forEach(one -> assertThat(engine.turnUntilDone(one)).isInstanceOf(Generation.Written.class));
    }

    @Test
    void countsEveryRequestByKindTenantAndOutcome() {
        SteppedEngine engine = new SteppedEngine(TUNING, 2);
        Prompt prompt = script("s").withService(script("s").service().withTenant("host-1"));
        engine.turnUntilDone(engine.submit(prompt));
        engine.submit(prompt).cancel(false);
        assertThat(engine.registry
                        .get("m6flow.generator.requests")
                        .tags("kind", "SCRIPT", "tenant", "host-1", "outcome", "written")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(engine.registry
                        .get("m6flow.generator.requests")
                        .tags("outcome", "cancelled")
                        .counter()
                        .count())
                .isEqualTo(1);
        for (String timer : List.of("queue.wait", "first.token", "latency")) {
            assertThat(engine.registry
                            .get("m6flow.generator." + timer)
                            .tags("kind", "SCRIPT")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(engine.registry
                        .get("m6flow.generator.padding.share")
                        .summary()
                        .count())
                .isPositive();
    }

    private static String text(Generation generation) {
        return ((Generation.Written) generation).candidates().get(0).text();
    }

    private static Prompt withDeadline(Prompt prompt, SteppedEngine engine, long seconds) {
        return prompt.withService(prompt.service().withDeadline(engine.now().plusSeconds(seconds)));
    }
}
