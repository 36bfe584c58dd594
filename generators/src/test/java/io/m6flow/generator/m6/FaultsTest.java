package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Tuning;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes wrong below or beside a request: the real model, with a network around it that fails when told to. */
class FaultsTest {
    private static final Tuning TUNING = Tuning.defaults().withPrecision(Tuning.Precision.FP32);
    private static final String STORY = "今天我们在直播间介绍了三款连衣裙，面料都是纯棉的，夏天穿着很透气，价格从九十九元到一百五十九元。";

    private static Prompt story(int i) {
        return Prompt.of("s" + i, ContentKind.SUMMARY, new Material.Text(STORY + "第" + i + "场直播。"), i);
    }

    private static List<CompletableFuture<Generation>> submit(SteppedEngine engine, int count) {
        return IntStream.range(0, count).mapToObj(i -> engine.submit(story(i))).toList();
    }

    private static List<String> texts(SteppedEngine engine, List<CompletableFuture<Generation>> futures) {
        return futures.stream()
                .map(engine::turnUntilDone)
                .map(Generation.Written.class::cast)
                .map(written -> written.candidates().get(0).text())
                .toList();
    }

    @Test
    void aStepThatRunsOutOfMemoryIsTakenAgainWithHalfOfThem() {
        SteppedEngine calm = new SteppedEngine(TUNING, 8);
        List<String> expected = texts(calm, submit(calm, 8));
        AtomicInteger most = new AtomicInteger(5);
        List<Integer> sizes = new ArrayList<>();
        SteppedEngine tight = new SteppedEngine(TUNING, 8, network -> new FaultyNetwork(network) {
            @Override
            void beforeStep(Feed feed) {
                if (feed.size() > most.get()) {
                    throw new IllegalStateException("CUDA out of memory. Tried to allocate 20 MiB");
                }
                sizes.add(feed.size());
            }
        });
        assertThat(texts(tight, submit(tight, 8))).isEqualTo(expected);
        assertThat(sizes).allMatch(size -> size <= 5).contains(4);
    }

    @Test
    void newcomersThatDoNotFitComeLater() {
        AtomicInteger refusals = new AtomicInteger(2);
        SteppedEngine tight = new SteppedEngine(TUNING, 8, network -> new FaultyNetwork(network) {
            @Override
            void beforeReading(List<int[]> sources) {
                if (sources.size() > 2 && refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException("DefaultCPUAllocator: can't allocate memory: you tried ...");
                }
            }
        });
        assertThat(texts(tight, submit(tight, 8))).hasSize(8);
    }

    @Test
    void aRequestThatDoesNotFitEvenAloneFailsAndTheOthersGoOn() {
        SteppedEngine tight = new SteppedEngine(TUNING, 4, network -> new FaultyNetwork(network) {
            @Override
            void beforeReading(List<int[]> sources) {
                if (sources.stream().anyMatch(source -> source.length > 150)) {
                    throw new IllegalStateException("CUDA out of memory");
                }
            }
        });
        Prompt giant = Prompt.of("giant", ContentKind.SUMMARY, new Material.Text(STORY.repeat(4)), 1);
        CompletableFuture<Generation> bad = tight.submit(giant);
        assertThat(texts(tight, submit(tight, 3))).hasSize(3);
        Generation.Failed failed = (Generation.Failed) tight.turnUntilDone(bad);
        assertThat(failed.fault()).isEqualTo(Fault.DEVICE);
        assertThat(failed.message()).contains("giant", "memory");
    }

    @Test
    void aPickThatRunsOutOfMemoryLosesNobodyWhoWasTakenWithIt() {
        AtomicInteger refusals = new AtomicInteger(1);
        SteppedEngine tight = new SteppedEngine(TUNING, 8, network -> new FaultyNetwork(network) {
            @Override
            public List<float[]> score(int[] source, List<int[]> continuations) {
                if (refusals.getAndDecrement() > 0) {
                    throw new IllegalStateException("CUDA out of memory");
                }
                return super.score(source, continuations);
            }
        });
        List<CompletableFuture<Generation>> summaries = submit(tight, 3);
        Material lamp = new Material.Product("护眼台灯", "家电/台灯", List.of());
        CompletableFuture<Generation> hint = tight.submit(Prompt.of("hint", ContentKind.HINT, lamp, 1));
        assertThat(texts(tight, summaries)).hasSize(3);
        assertThat(tight.turnUntilDone(hint)).isInstanceOf(Generation.Written.class);
    }

    @Test
    void aRowWithoutNumbersFailsAloneAndLeavesNothingBehind() {
        SteppedEngine calm = new SteppedEngine(TUNING, 4);
        List<String> expected = texts(calm, submit(calm, 4));
        AtomicInteger steps = new AtomicInteger();
        List<Integer> wiped = new ArrayList<>();
        SteppedEngine engine = new SteppedEngine(TUNING.withStepsPerCall(1), 4, network -> new FaultyNetwork(network) {
            @Override
            int rowWithoutNumbers() {
                return steps.incrementAndGet() == 5 ? 1 : -1;
            }

            @Override
            public void wipe(int lane, int row) {
                wiped.add(row);
                super.wipe(lane, row);
            }
        });
        List<CompletableFuture<Generation>> futures = submit(engine, 4);
        List<Generation> done = futures.stream().map(engine::turnUntilDone).toList();
        assertThat(done.stream().filter(Generation.Failed.class::isInstance))
                .hasSize(1)
                .allSatisfy(failed ->
                        assertThat(((Generation.Failed) failed).fault()).isEqualTo(Fault.PROMPT));
        for (int i = 0; i < 4; i++) {
            if (done.get(i) instanceof Generation.Written written) {
                assertThat(written.candidates().get(0).text()).isEqualTo(expected.get(i));
            }
        }
        assertThat(wiped).containsExactly(1);
        assertThat(texts(engine, submit(engine, 4))).isEqualTo(expected);
    }

    @Test
    void aBoundThatThrowsEndsItsOwnRequestOnly() {
        SteppedEngine engine = new SteppedEngine(TUNING, 4);
        Prompt poison = story(9);
        Plan.Write plan = (Plan.Write) engine.plan(poison);
        CompletableFuture<Generation> bad = engine.submit(
                poison, new Plan.Write(plan.source, plan.decoding, () -> List.of(new ThrowsAfter(3)), List.of()));
        List<CompletableFuture<Generation>> good = submit(engine, 3);
        assertThat(texts(engine, good)).hasSize(3);
        Generation.Failed failed = (Generation.Failed) engine.turnUntilDone(bad);
        assertThat(failed.retriable()).isFalse();
        assertThat(failed.message()).contains("s9").doesNotContain("直播");
    }

    @Test
    void aFailedDeviceFailsWhatIsInHandAndComesBack() {
        GeneratorSettings settings = GeneratorSettings.defaults().withSlots(2).withTuning(TUNING);
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        Weights weights = Weights.check(
                Safetensors.open(Nano.folder().weightFiles()), Nano.folder().config());
        Networks real =
                new DeviceNetworks(Nano.folder(), weights, Torch.devices("cpu").get(0), settings);
        Networks faulty = () -> {
            opened.incrementAndGet();
            return new FaultyNetwork(real.open()) {
                @Override
                void beforeStep(Feed feed) {
                    if (steps.incrementAndGet() == 6) {
                        throw new IllegalStateException("CUDA error: an illegal memory access was encountered");
                    }
                }
            };
        };
        M6Engine engine =
                new M6Engine(Nano.folder(), weights, "cpu", settings, Time.system(), faulty, new SimpleMeterRegistry());
        engine.start();
        List<CompletableFuture<Generation>> futures =
                IntStream.range(0, 6).mapToObj(i -> engine.submit(story(i))).toList();
        List<Generation> done = futures.stream().map(CompletableFuture::join).toList();
        assertThat(done.subList(0, 2)).allSatisfy(generation -> {
            assertThat(generation).isInstanceOf(Generation.Failed.class);
            assertThat(((Generation.Failed) generation).fault()).isEqualTo(Fault.DEVICE);
            assertThat(((Generation.Failed) generation).retriable()).isTrue();
        });
        assertThat(done.subList(2, 6)).allMatch(Generation.Written.class::isInstance);
        assertThat(opened).hasValue(2);
        engine.close();
    }

    private static final class ThrowsAfter implements Bound {
        private int left;

        ThrowsAfter(int tokens) {
            this.left = tokens;
        }

        @Override
        public void narrow(float[] logits) {
            if (left-- == 0) {
                throw new IllegalStateException("a bound that does not hold");
            }
        }

        @Override
        public void push(int token) {
            // Only counts how often it is asked.
        }
    }
}
