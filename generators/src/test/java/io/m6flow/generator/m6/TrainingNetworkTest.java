package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.pytorch.engine.PtNDArray;
import io.m6flow.generator.GeneratorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training network computes, held against serving's own maths and against differences of its losses. */
class TrainingNetworkTest {
    private static final Path TOKENIZER = Path.of("src/test/resources/m6-nano/tokenizer.json");

    @TempDir
    private Path folder;

    private TrainableModel model;
    private TrainingNetwork network;
    private List<Lesson> lessons;

    @BeforeEach
    void load() {
        Path tiny = folder.resolve("tiny");
        new NewModel(16, 2, 2, 24, 256).write(tiny, TOKENIZER, 7);
        model = TrainableModel.open(tiny);
        network = model.network(1);
        lessons = List.of(
                model.lesson("copy", "类型:上衣;颜色:白色", "白色上衣，清爽百搭。"),
                model.lesson("summary", "今晚讲了铁锅和砧板", "铁锅砧板"),
                // longer than a group, so that more than one is there
                model.lesson("clean", "嗯这个呃".repeat(30), "这个".repeat(20)));
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void aLessonsLossIsWhatServingFindsUnlikely() {
        Path tiny = folder.resolve("tiny");
        ModelFolder opened = ModelFolder.open(tiny);
        try (Rows serving =
                Rows.of(opened.config(), Weights.check(Safetensors.open(opened.weightFiles()), opened.config()), 256)) {
            List<float[]> losses = split(network.losses(lessons), lessons);
            for (int i = 0; i < lessons.size(); i++) {
                float[] served = served(serving.network(), lessons.get(i));
                assertThat(losses.get(i)).hasSize(served.length);
                for (int j = 0; j < served.length; j++) {
                    assertThat(losses.get(i)[j]).isCloseTo(-served[j], within(1e-4f));
                }
            }
        }
    }

    /** Serving scores a continuation token by token, the first one after the source. */
    private static float[] served(Network serving, Lesson lesson) {
        int[] source = new int[lesson.sources()];
        int[] target = new int[lesson.targets()];
        for (int i = 0; i < lesson.tokens(); i++) {
            if (i < source.length) {
                source[i] = lesson.token(i);
            } else {
                target[i - source.length] = lesson.token(i);
            }
        }
        return serving.score(source, List.of(target)).get(0);
    }

    @Test
    void aPairSeesNothingOfItsNeighbours() {
        List<float[]> together = split(network.losses(lessons), lessons);
        Lesson other = model.lesson("copy", "类型:裙;颜色:黑色", "黑裙显瘦，很优雅。");
        List<Lesson> changed = List.of(other, lessons.get(1), lessons.get(2));
        List<float[]> beside = split(network.losses(changed), changed);
        assertThat(beside.get(0)).isNotEqualTo(together.get(0));
        for (int i = 1; i < lessons.size(); i++) {
            float[] alone = network.losses(List.of(lessons.get(i)));
            assertThat(beside.get(i)).containsExactly(together.get(i), within(1e-5f));
            assertThat(alone).containsExactly(together.get(i), within(1e-5f));
        }
    }

    @Test
    void gradientsAreTheSlopesOfTheLoss() {
        // a network that has learned nothing yet is nearly flat
        network.params().stream()
                .filter(tensor -> tensor.getShape().dimension() == 2)
                .forEach(tensor -> tensor.muli(8));
        double weight = 0.5;
        network.learn(lessons, weight, 0, 1);
        List<PtNDArray> params = network.params();
        for (int tensor = 0; tensor < params.size(); tensor++) {
            float[] gradient = network.gradient(tensor);
            int at = steepest(gradient);
            double slope = weight * slope(params.get(tensor), at);
            assertThat(gradient[at]).as("tensor %d at %d", tensor, at).isCloseTo((float) slope, within((float)
                    Math.abs(0.02 * slope)));
        }
    }

    /** By central differences. */
    private double slope(PtNDArray tensor, int at) {
        float step = 0.002f;
        float[] numbers = tensor.toFloatArray();
        float kept = numbers[at];
        double up = lossWith(tensor, numbers, at, kept + step);
        double down = lossWith(tensor, numbers, at, kept - step);
        lossWith(tensor, numbers, at, kept);
        return (up - down) / (2 * step);
    }

    private double lossWith(PtNDArray tensor, float[] numbers, int at, float value) {
        numbers[at] = value;
        tensor.set(numbers);
        double sum = 0;
        for (float loss : network.losses(lessons)) {
            sum += loss;
        }
        return sum;
    }

    private static int steepest(float[] gradient) {
        int best = 0;
        for (int i = 1; i < gradient.length; i++) {
            best = Math.abs(gradient[i]) > Math.abs(gradient[best]) ? i : best;
        }
        return best;
    }

    @Test
    void gradientsOfBatchesAddUpUntilTheStep() {
        network.learn(lessons, 1, 0, 1);
        float[] together = network.gradient(0);
        network.discard();
        assertThat(network.gradient(0)).containsOnly(0);
        lessons.forEach(lesson -> network.learn(List.of(lesson), 1, 0, 1));
        assertThat(network.gradient(0)).containsExactly(together, within(1e-4f));
        network.update(1e-3, 0, 1);
        assertThat(network.gradient(0)).containsOnly(0);
    }

    @Test
    void everyTensorLearnsAndOnlyMatricesButTheEmbeddingDecay() {
        List<float[]> before =
                network.params().stream().map(PtNDArray::toFloatArray).toList();
        network.learn(lessons, 1, 0, 1);
        network.update(1e-3, 0, 1);
        for (int n = 0; n < before.size(); n++) {
            assertThat(network.params().get(n).toFloatArray())
                    .as("tensor %d", n)
                    .isNotEqualTo(before.get(n));
        }
    }

    @Test
    void weightsShrinkByDecayWhereTheyAreMatrices() {
        int matrix = 3;
        float[] decayed = network.params().get(matrix).toFloatArray();
        float[] embedding = network.params().get(0).toFloatArray();
        float[] norm = network.params().get(1).toFloatArray();
        // no gradient: only the decay is at work
        network.update(0.1, 0.5, 1);
        for (int i = 0; i < decayed.length; i++) {
            decayed[i] *= 1 - 0.1f * 0.5f;
        }
        assertThat(network.params().get(matrix).toFloatArray()).containsExactly(decayed, within(1e-6f));
        assertThat(network.params().get(0).toFloatArray()).isEqualTo(embedding);
        assertThat(network.params().get(1).toFloatArray()).isEqualTo(norm);
    }

    @Test
    void aLongGradientIsClippedAndItsLengthTold() {
        network.learn(lessons, 1000, 0, 1);
        double norm = 0;
        for (int n = 0; n < network.params().size(); n++) {
            for (float g : network.gradient(n)) {
                norm += (double) g * g;
            }
        }
        assertThat(network.update(1e-3, 0, 1)).isCloseTo(Math.sqrt(norm), within(0.001 * Math.sqrt(norm)));
    }

    @Test
    void dropoutDependsOnItsSeedAlone() {
        double once = network.learn(lessons, 1, 0.3, 5);
        assertThat(network.learn(lessons, 1, 0.3, 5)).isEqualTo(once);
        assertThat(network.learn(lessons, 1, 0.3, 6)).isNotEqualTo(once);
        assertThat(network.learn(lessons, 1, 0, 5)).isEqualTo(network.learn(lessons, 1, 0, 6));
    }

    @Test
    void halfNumbersLearnNearlyTheSame() {
        double whole = network.learn(lessons, 1, 0, 1);
        network.useHalf(true);
        assertThat(network.learn(lessons, 1, 0, 1))
                .isCloseTo(whole, within(0.02 * whole))
                .isNotEqualTo(whole);
    }

    @Test
    void goesOnFromAFileAsIfNothingHadHappened() {
        learn(3);
        Path file = folder.resolve("state.safetensors");
        network.save(file, "a note");
        learn(3);
        float[] unbroken = network.losses(lessons);
        try (TrainingNetwork fresh = model.network(1)) {
            assertThat(TrainingNetwork.noteOf(file)).isEqualTo("a note");
            fresh.restore(file);
            network.close();
            network = fresh;
            learn(3);
            assertThat(network.losses(lessons)).isEqualTo(unbroken);
        }
    }

    private void learn(int steps) {
        for (int i = 0; i < steps; i++) {
            network.learn(lessons, 0.01, 0, i);
            network.update(1e-2, 0.1, 1);
        }
    }

    @Test
    void refusesAFileOfOtherSizes() {
        Path file = folder.resolve("state.safetensors");
        network.save(file, "");
        Path wider = folder.resolve("wider");
        new NewModel(32, 2, 2, 24, 256).write(wider, TOKENIZER, 7);
        try (TrainingNetwork other = TrainableModel.open(wider).network(1)) {
            assertThatThrownBy(() -> other.restore(file))
                    .isInstanceOf(GeneratorException.class)
                    .hasMessageContaining("other sizes");
        }
    }

    @Test
    void stopsWhenTrainingComesApart() {
        float[] broken = network.params().get(1).toFloatArray();
        broken[0] = Float.NaN;
        network.params().get(1).set(broken);
        network.learn(lessons, 1, 0, 1);
        assertThatThrownBy(() -> network.update(1e-3, 0, 1)).hasMessageContaining("lower learning rate");
    }

    @Test
    void exportsAFolderThatServesTheSameInHalfTheBytes() {
        learn(20);
        Path tiny = folder.resolve("tiny");
        network.export(tiny.resolve("model.safetensors"));
        float[] trained = network.losses(lessons);
        try (TrainingNetwork reopened = TrainableModel.open(tiny).network(1)) {
            assertThat(reopened.losses(lessons))
                    .containsExactly(trained, within(0.1f))
                    .isNotEqualTo(trained);
        }
    }

    private static List<float[]> split(float[] losses, List<Lesson> lessons) {
        List<float[]> split = new ArrayList<>();
        int from = 0;
        for (Lesson lesson : lessons) {
            split.add(Arrays.copyOfRange(losses, from, from + lesson.targets()));
            from += lesson.targets();
        }
        assertThat(from).isEqualTo(losses.length);
        return split;
    }
}
