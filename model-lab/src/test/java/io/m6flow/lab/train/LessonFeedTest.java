package io.m6flow.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.NewModel;
import io.m6flow.generator.m6.TrainableModel;
import io.m6flow.lab.train.TrainingSettings.DataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonFeedTest {
    @TempDir
    private static Path folder;

    private static TrainableModel model;
    private static Corpus few;
    private static Corpus many;

    @BeforeAll
    static void open() throws IOException {
        Path base = folder.resolve("base");
        new NewModel(16, 1, 2, 24, 64)
                .write(base, Path.of("../generators/src/test/resources/m6-nano/tokenizer.json"), 3);
        model = TrainableModel.open(base);
        few = corpus("clean.jsonl", 5);
        many = corpus("summary.jsonl", 50);
    }

    private static Corpus corpus(String name, int lines) throws IOException {
        Path file = folder.resolve(name);
        Files.write(
                file,
                IntStream.range(0, lines)
                        .mapToObj(i -> "{\"s\":\"第" + i + "句话\",\"t\":\"第" + i + "\"}")
                        .toList());
        return Corpus.read(file, model, 64);
    }

    private static LessonFeed feed(List<Double> shares, long seed) {
        return new LessonFeed(model, List.of(few.exercises(), many.exercises()), shares, seed);
    }

    @Test
    void eachCorpusGetsItsShareOfTheTargets() {
        LessonFeed feed = feed(List.of(0.25, 0.75), 1);
        feed.next(20_000);
        double first = feed.places().get(0).targets();
        double all = first + feed.places().get(1).targets();
        assertThat(first / all).isCloseTo(0.25, Offset.offset(0.01));
    }

    @Test
    void aPassShowsEveryExerciseOnceAndTheNextInAnotherOrder() {
        LessonFeed feed = new LessonFeed(model, List.of(many.exercises()), List.of(1.0), 1);
        List<Lesson> first = pass(feed);
        List<Lesson> second = pass(feed);
        assertThat(new HashSet<>(first)).hasSize(50);
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    private static List<Lesson> pass(LessonFeed feed) {
        List<Lesson> lessons = new ArrayList<>();
        while (lessons.size() < 50) {
            lessons.addAll(feed.next(1));
        }
        return lessons;
    }

    @Test
    void whatComesNextDependsOnSeedAndPlacesAlone() {
        LessonFeed unbroken = feed(List.of(0.5, 0.5), 1);
        unbroken.next(700);
        LessonFeed fresh = feed(List.of(0.5, 0.5), 1);
        fresh.goTo(unbroken.places());
        List<Lesson> next = unbroken.next(700);
        assertThat(fresh.next(700)).isEqualTo(next);
        LessonFeed other = feed(List.of(0.5, 0.5), 2);
        other.goTo(fresh.places());
        assertThat(other.next(700)).isNotEqualTo(unbroken.next(700));
    }

    @Test
    void chunksHoldWhatFitsAndALongerLessonAlone() {
        List<Lesson> lessons = many.exercises().stream()
                .limit(4)
                .map(e -> ((Exercise.Pair) e).lesson())
                .toList();
        int one = lessons.get(0).tokens();
        assertThat(Chunks.of(lessons, 2 * one)).extracting(List::size).containsExactly(2, 2);
        assertThat(Chunks.of(lessons, 2 * one - 1)).extracting(List::size).containsExactly(1, 1, 1, 1);
        assertThat(Chunks.of(lessons, 1)).hasSize(4);
        assertThat(Chunks.of(List.of(), 1)).isEmpty();
    }

    private static Curriculum curriculum(Double a, Double b) {
        return Curriculum.of(List.of(new DataFile(few.file(), a), new DataFile(many.file(), b)), List.of(few, many));
    }

    @Test
    void filesWithoutAShareDivideTheRestByTheirSize() {
        double size = (double) few.targets() / (few.targets() + many.targets());
        assertThat(curriculum(null, null).shares().get(0)).isCloseTo(size, Offset.offset(1e-9));
        assertThat(curriculum(0.3, null).shares()).containsExactly(0.3, 0.7);
        assertThat(curriculum(0.2, 0.2).shares()).containsExactly(0.5, 0.5);
        assertThat(curriculum(0.4, 0.6).shares()).containsExactly(0.4, 0.6);
    }

    @Test
    void sharesBeyondTheWholeAreRefused() {
        assertThatThrownBy(() -> curriculum(0.5, 0.6))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("1.1");
        assertThatThrownBy(() -> curriculum(1.0, null))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("leaves nothing");
        assertThatThrownBy(() -> new DataFile(few.file(), 0.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataFile(few.file(), 1.01)).isInstanceOf(IllegalArgumentException.class);
    }
}
