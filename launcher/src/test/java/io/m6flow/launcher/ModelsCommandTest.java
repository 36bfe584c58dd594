package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.Topics;
import io.m6flow.testkit.kafka.KafkaServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelsCommandTest {
    private static final Path SHIPPED = Path.of("../generators/src/main/resources/m6-shop");

    @RegisterExtension
    static final KafkaServer KAFKA = new KafkaServer();

    @TempDir
    private Path directory;

    private String said = "";

    @BeforeEach
    void createTopics() {
        KAFKA.createTopics(Topics.all().stream()
                .filter(topic -> topic.name().equals(Topics.MODEL_ROUTES))
                .toList());
        does("reset");
    }

    private static ModelAssignment last() {
        List<ModelAssignment> all =
                KAFKA.reader(Topics.MODEL_ROUTES, ModelAssignment.class).committed();
        return all.get(all.size() - 1);
    }

    private Path copy() throws IOException {
        Path folder = Files.createDirectory(directory.resolve("copy"));
        try (Stream<Path> files = Files.list(SHIPPED)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    @Test
    void aModelWritesEverythingOrSomeKinds() throws IOException {
        Path copy = copy();
        does("use", "--folder", "shipped", "--reason", "for all");
        does("use", "--folder", copy.toString(), "--kind", "SCRIPT", "--kind", "SUMMARY", "--kind", "SCRIPT");

        RoutedModel standard = last().getStandard();
        assertThat(standard.getFolder()).isEmpty();
        RoutedModel scripts = new RoutedModel(copy.toString(), standard.getDigest());
        assertThat(last().getKinds())
                .containsExactly(new KindModel(Kind.SCRIPT, scripts), new KindModel(Kind.SUMMARY, scripts));
        assertThat(last().getBy()).startsWith(System.getProperty("user.name")).endsWith("(m6flow models)");
        does("show");
        assertThat(said).contains("all kinds  the shipped model (", "SCRIPT  " + copy, "SUMMARY  " + copy);

        does("use", "--folder", "shipped");
        assertThat(last().getKinds()).as("everything is everything").isEmpty();
    }

    @Test
    void aTrialBeginsEndsAndEndsWhereItsModelIsUsed() throws IOException {
        Path copy = copy();
        does("use", "--folder", "shipped");
        does("trial", "--folder", copy.toString(), "--kind", "REASON", "--percent", "25", "--reason", "写得更全");

        ModelTrial trial = last().getTrial();
        assertThat(trial.getPercent()).isEqualTo(25);
        assertThat(trial.getKinds()).containsExactly(Kind.REASON);
        assertThat(last().getStandard()).as("the rest stays").isNotNull();
        does("show");
        assertThat(said).contains("on trial  " + copy, "writes 25 % of REASON", "写得更全");

        does("end");
        assertThat(last().getTrial()).isNull();
        assertThat(run("end")).isEqualTo(Main.MISUSED);
        assertThat(said).contains("no model is on trial");

        does("trial", "--folder", copy.toString());
        assertThat(last().getTrial().getPercent()).isEqualTo(10);
        does("use", "--folder", copy.toString());
        assertThat(last().getTrial()).isNull();
    }

    @Test
    void refusesWhatIsNoModelOrNoShare() throws IOException {
        ModelAssignment before = last();
        assertThat(run("use", "--folder", directory.resolve("nowhere").toString()))
                .isEqualTo(Main.MISUSED);
        assertThat(said).contains("there is no model folder at", "nowhere");
        for (String percent : List.of("0", "51")) {
            assertThat(run("trial", "--folder", "shipped", "--percent", percent))
                    .isEqualTo(Main.MISUSED);
            assertThat(said).contains("1 to 50 percent", "not " + percent);
        }
        assertThat(run("use")).isEqualTo(Main.MISUSED);
        assertThat(run()).isEqualTo(Main.MISUSED);
        assertThat(last()).isEqualTo(before);

        does("trial", "--folder", "shipped", "--percent", "1");
        does("trial", "--folder", "shipped", "--percent", "50");
        assertThat(last().getTrial().getPercent()).isEqualTo(50);
    }

    private void does(String... arguments) {
        assertThat(run(arguments)).as(() -> said).isZero();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(arguments));
        if (arguments.length > 0) {
            all.addAll(List.of("--set", "kafka.bootstrap=" + KAFKA.bootstrapServers()));
        }
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        PrintStream ear = new PrintStream(heard, true, StandardCharsets.UTF_8);
        System.setOut(ear);
        System.setErr(ear);
        try {
            return Main.run(all.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
            said = heard.toString(StandardCharsets.UTF_8);
        }
    }
}
