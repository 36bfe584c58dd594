package io.m6flow.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as a program reads them: {@code ways} by name, {@code ratios} by key; null for what was not measured. */
final class ResultJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ResultJson() {}

    static void write(Path file, MachineFacts machine, Bench bench, List<Way> ways, Results results)
            throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("machine", JSON.valueToTree(machine));
        root.set("scale", JSON.valueToTree(bench.scale()));
        ObjectNode wayNodes = root.putObject("ways");
        ways.forEach(way -> wayNodes.set(way.key(), figures(results.medians(way.key()))));
        ObjectNode ratios = root.putObject("ratios");
        ObjectNode least = root.putObject("least");
        ObjectNode parts = root.putObject("parts");
        for (Ratio ratio : Ratio.values()) {
            put(ratios, ratio.key(), results.ratio(ratio));
            least.put(ratio.key(), ratio.least());
            ObjectNode of = parts.putObject(ratio.key());
            results.parts(ratio).forEach((name, value) -> put(of, name, value));
        }
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, JSON.writeValueAsString(root) + "\n");
    }

    private static ObjectNode figures(Figures f) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("dtype", f.dtype());
        put(node, "tokensPerSecond", f.tokensPerSecond());
        put(node, "requestsPerSecond", f.requestsPerSecond());
        put(node, "p50Millis", f.p50Millis());
        put(node, "p99Millis", f.p99Millis());
        put(node, "meanBatch", f.meanBatch());
        put(node, "paddingShare", f.paddingShare());
        put(node, "wallSeconds", f.wallSeconds());
        put(node, "decodeTokensPerSecond", f.decodeTokensPerSecond());
        node.put("requests", f.requests());
        node.put("tokens", f.tokens());
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
