package io.m6flow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class TrainCommandTest {
    private static final String SHAPE = "hidden=16,layers=1,heads=2,feed=24,positions=64";

    @TempDir
    private Path folder;

    private Path data;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        data = Files.writeString(folder.resolve("clean.jsonl"), "{\"s\":\"嗯好\",\"t\":\"好\"}\nno json\n");
        out = folder.resolve("out");
    }

    @Test
    void makesANewModelAndSaysHowItGoes() throws IOException {
        StringWriter said = new StringWriter();
        CommandLine command = new CommandLine(new TrainCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        int status = command.setOut(new PrintWriter(said)).execute(arguments(SHAPE, data + "=0.5", "--longest", "64"));
        assertThat(status).isZero();
        assertThat(said.toString())
                .contains("1 bad lines", "line 2: is no JSON", "tokens/s", "generate --model " + out);
        assertThat(Files.readString(out.resolve("README.md"))).contains("m6flow train --shape " + SHAPE, "0.0012");
        assertThat(out.resolve("model.safetensors")).exists();
    }

    @Test
    void whatIsWrittenWrongIsNamed() {
        assertThatThrownBy(() -> run(SHAPE + ",width=3", data.toString())).hasMessageContaining("no size width");
        assertThatThrownBy(() -> run("hidden=16,layers=1,heads=2", data.toString()))
                .hasMessageContaining("feed is missing");
        assertThatThrownBy(() -> run(SHAPE, data + "=much")).hasMessageContaining("must be a number");
        assertThatThrownBy(() -> run(SHAPE, data + "=1.5")).hasMessageContaining("at most 1");
        assertThatThrownBy(() -> run(SHAPE, data.toString(), "--dropout", "1")).hasMessageContaining("dropout");
        assertThatThrownBy(() -> run("hidden=15,layers=1,heads=2,feed=24", data.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("hidden (15)");
    }

    @Test
    void aModelToStartFromOrAShapeIsNeededButNotBoth() {
        assertThatThrownBy(() -> run(SHAPE, data.toString(), "--from", folder.toString()))
                .isInstanceOf(ParameterException.class);
        assertThatThrownBy(() -> new CommandLine(new TrainCommand())
                        .parseArgs("--out", out.toString(), "--data", data.toString(), "--steps", "1"))
                .isInstanceOf(ParameterException.class);
    }

    private String[] arguments(String shape, String file, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--shape",
                shape,
                "--tokenizer",
                "../generators/src/test/resources/m6-nano/tokenizer.json",
                "--out",
                out.toString(),
                "--data",
                file,
                "--steps",
                "2",
                "--precision",
                "fp32",
                "--threads",
                "1"));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private void run(String shape, String file, String... more) {
        TrainCommand command = new TrainCommand();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments(shape, file, more));
        command.call();
    }
}
