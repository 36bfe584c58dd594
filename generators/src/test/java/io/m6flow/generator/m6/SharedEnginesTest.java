package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedEnginesTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private static final Prompt PROMPT = Prompt.of("x", ContentKind.THEME, new Material.Text("纯棉碎花连衣裙"), 1);
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(4).withThreads(1);

    @Test
    void leasesShareOneEngineUntilAWhileAfterTheLastIsGivenBack() {
        SharedEngines engines = new SharedEngines(M6Engine::on, Duration.ofMillis(200), timer);
        TextGenerator first = engines.open(SETTINGS);
        TextGenerator second = engines.open(SETTINGS.withSlots(8));
        assertThat(engines.running()).isEqualTo(1);
        first.close();
        first.close();
        assertThat(second.generate(PROMPT).join()).isInstanceOf(Generation.Written.class);
        assertThat(((Generation.Failed) first.generate(PROMPT).join()).fault()).isEqualTo(Fault.CLOSED);
        second.close();
        assertThat(engines.running()).isEqualTo(1);
        await().until(() -> engines.running() == 0);
    }

    @Test
    void aJobThatRestartsTwentyTimesFindsTheEngineThatItLeft() {
        AtomicInteger started = new AtomicInteger();
        SharedEngines engines = new SharedEngines(
                (device, folder, settings) -> {
                    started.incrementAndGet();
                    return M6Engine.on(device, folder, settings);
                },
                Duration.ofSeconds(20),
                timer);
        for (int restart = 0; restart < 20; restart++) {
            try (TextGenerator generator = engines.open(SETTINGS)) {
                assertThat(generator.generate(PROMPT).join()).isInstanceOf(Generation.Written.class);
            }
            assertThat(engines.running()).isEqualTo(1);
        }
        assertThat(started).hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("m6-engine-cpu"))
                        .filter(Thread::isAlive)
                        .count())
                .isLessThanOrEqualTo(2);
        engines.closeAll();
        assertThat(engines.running()).isZero();
    }

    @Test
    void theEmbeddedModelIsUnpackedOnceAndChecked() {
        ModelFolder once = EmbeddedModel.open();
        ModelFolder again = EmbeddedModel.open();
        assertThat(again.path()).isEqualTo(once.path());
        assertThat(again.digest())
                .isEqualTo(
                        ModelFolder.open(Path.of("src/main/resources/m6-shop")).digest());
        assertThat(once.path().resolve("LICENSE")).exists();
    }
}
