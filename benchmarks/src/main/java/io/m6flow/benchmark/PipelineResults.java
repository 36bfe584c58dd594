package io.m6flow.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured of the pipeline so far: by name, a value a round. Confined to one thread. */
final class PipelineResults {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

    void add(PipelineFigure figure, double value) {
        add(figure.key(), value);
    }

    /** A part that a figure was made of, or what helps to understand it. */
    void add(String name, double value) {
        rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** The median over the rounds; NaN for what was not measured. */
    double median(PipelineFigure figure) {
        return median(figure.key());
    }

    double median(String name) {
        return Figures.median(rounds.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** As a person reads them. */
    List<String> lines(MachineFacts machine, PipelineScale scale) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%d cores of %s, load %.1f before the start, Java %s, model %s, commit %s, %s",
                machine.cores(),
                machine.cpu(),
                machine.load(),
                machine.java(),
                machine.model(),
                machine.commit(),
                machine.date()));
        lines.add(String.format(
                Locale.ROOT,
                "medians of %d alternating rounds; %d live sessions, %d segments each",
                scale.rounds(),
                scale.sessions(),
                scale.segments()));
        lines.add("");
        for (PipelineFigure figure : PipelineFigure.values()) {
            double value = median(figure);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-26s %10s  %-52s %s",
                    figure.key(),
                    shown(value),
                    figure.about(),
                    Double.isNaN(value) ? "" : figure.verdict(value)));
        }
        lines.add("");
        rounds.forEach((name, values) -> lines.add(String.format(
                Locale.ROOT,
                "%-26s %10s  %s",
                name,
                shown(median(name)),
                values.size() < 2
                        ? ""
                        : values.stream().map(PipelineResults::shown).toList())));
        return lines;
    }

    private static String shown(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.0f", value);
    }

    /** As a program reads them: each figure by its key, null for what was not measured; then what helps. */
    void write(Path file, MachineFacts machine, PipelineScale scale) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        for (PipelineFigure figure : PipelineFigure.values()) {
            put(root, figure.key(), median(figure));
            if (!Double.isNaN(figure.wanted())) {
                wanted.put(figure.key(), figure.wanted());
            }
        }
        root.set("wanted", wanted);
        root.set("machine", JSON.valueToTree(machine));
        root.set("scale", scaleNode(scale));
        ObjectNode medians = root.putObject("medians");
        ObjectNode all = root.putObject("rounds");
        rounds.forEach((name, values) -> {
            put(medians, name, median(name));
            ArrayNode array = all.putArray(name);
            values.forEach(value -> {
                if (Double.isFinite(value)) {
                    array.add(value);
                } else {
                    array.addNull();
                }
            });
        });
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static ObjectNode scaleNode(PipelineScale scale) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("rounds", scale.rounds());
        node.put("events", scale.events());
        node.put("warmUpMillis", scale.warmUp().toMillis());
        node.put("steadyMillis", scale.steady().toMillis());
        node.put("written", scale.written());
        node.put("sessions", scale.sessions());
        node.put("segments", scale.segments());
        node.put("segmentEveryMillis", scale.segmentEvery().toMillis());
        node.put("checkpointMillis", scale.checkpoints().toMillis());
        node.put("parallelism", PipelineScale.PARALLELISM);
        return node;
    }

    /** JSON knows no NaN. */
    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
