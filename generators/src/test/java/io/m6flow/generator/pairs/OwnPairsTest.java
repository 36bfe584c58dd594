package io.m6flow.generator.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The pairs of our own are what their README says. {@code -Dm6flow.eval=DIR} also holds them against evaluation sets, which
 * are not part of the project.
 */
class OwnPairsTest {
    private static final Path DATA = Path.of("..", "model-lab", "data");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]");

    /** So many characters in a row are no chance. */
    private static final int COPIED = 14;

    private static final int COPIED_FROM_EVALUATION = 12;

    @Test
    void productsSpeakOfTheirAttributesAndOfNothingElse() throws IOException {
        List<JsonNode> products = read("products.jsonl");
        List<String> complaints = new ArrayList<>();
        for (JsonNode product : products) {
            String source = source(product);
            List<String> reasons = texts(product.path("reason"));
            assertThat(reasons).as(product.path("id").asText()).hasSize(2);
            Set<String> named = new HashSet<>();
            product.path("attributes")
                    .forEach(value -> reasons.stream()
                            .filter(reason -> reason.contains(value.asText()))
                            .forEach(reason -> named.add(value.asText())));
            if (named.size() < Math.min(2, product.path("attributes").size())) {
                complaints.add(product.path("id").asText() + " names only " + named);
            }
            for (String reason : reasons) {
                numbers(reason)
                        .filter(number -> !source.contains(number))
                        .forEach(number -> complaints.add(product.path("id").asText() + " has no " + number));
            }
            for (String field : List.of("theme", "hint", "badge")) {
                assertThat(product.path(field).asText()).as(field).isNotBlank();
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(products).hasSizeGreaterThanOrEqualTo(3000);
        Map<String, Long> categories = products.stream()
                .collect(Collectors.groupingBy(
                        product -> product.path("category").asText().split("/", -1)[0], Collectors.counting()));
        assertThat(categories.values().stream().filter(count -> count >= 30)).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void cleanPassagesLeaveOutAndChangeNothing() throws IOException {
        List<JsonNode> scripts = read("scripts.jsonl");
        assertThat(scripts).hasSizeGreaterThanOrEqualTo(1500);
        assertThat(scripts).allSatisfy(script -> {
            String raw = plain(script.path("raw").asText());
            String clean = plain(script.path("clean").asText());
            assertThat(clean).isNotEmpty();
            assertThat(isSubsequence(clean, raw)).as(script.path("id").asText()).isTrue();
        });
    }

    @Test
    void summariesHoldNoNumberThatTheirTextHasNot() throws IOException {
        List<JsonNode> summaries = read("summaries.jsonl");
        assertThat(summaries).hasSizeGreaterThanOrEqualTo(500);
        assertThat(summaries).allSatisfy(summary -> {
            String text = summary.path("text").asText();
            assertThat(summary.path("summary").asText().length()).isLessThan(text.length());
            assertThat(numbers(summary.path("summary").asText()))
                    .as(summary.path("id").asText())
                    .allMatch(text::contains);
        });
    }

    @Test
    void noneIsWrittenTwice() throws IOException {
        Map<String, String> seen = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        for (String file : List.of("products.jsonl", "scripts.jsonl", "summaries.jsonl")) {
            for (JsonNode pair : read(file)) {
                String id = pair.path("id").asText();
                assertThat(seen.putIfAbsent("id " + id, id)).as(id).isNull();
                for (String text : targets(pair)) {
                    for (String piece : pieces(text, COPIED)) {
                        String before = seen.putIfAbsent(piece, id);
                        if (before != null && !before.equals(id)) {
                            complaints.add(id + " repeats " + before + ": " + piece);
                        }
                    }
                }
            }
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void noneStandsInAnEvaluationSet() throws IOException {
        String directory = System.getProperty("m6flow.eval");
        assumeTrue(directory != null, "-Dm6flow.eval names no directory of evaluation sets");
        Set<String> evaluated = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    collect(JSON.readTree(line), evaluated);
                }
            }
        }
        assertThat(evaluated).isNotEmpty();
        for (String file : List.of("products.jsonl", "scripts.jsonl", "summaries.jsonl")) {
            for (JsonNode pair : read(file)) {
                assertThat(targets(pair).stream().flatMap(text -> pieces(text, COPIED_FROM_EVALUATION).stream()))
                        .as(pair.path("id").asText())
                        .noneMatch(evaluated::contains);
            }
        }
    }

    private static boolean isSubsequence(String part, String whole) {
        int at = 0;
        for (int i = 0; i < whole.length() && at < part.length(); i++) {
            at += whole.charAt(i) == part.charAt(at) ? 1 : 0;
        }
        return at == part.length();
    }

    private static void collect(JsonNode node, Set<String> pieces) {
        if (node.isTextual()) {
            pieces.addAll(pieces(node.asText(), COPIED_FROM_EVALUATION));
        }
        node.forEach(each -> collect(each, pieces));
    }

    private static List<String> targets(JsonNode pair) {
        List<String> texts = new ArrayList<>(texts(pair.path("reason")));
        for (String field : List.of("clean", "summary")) {
            if (pair.has(field)) {
                texts.add(pair.path(field).asText());
            }
        }
        return texts;
    }

    private static String source(JsonNode product) {
        StringBuilder source = new StringBuilder(product.path("title").asText());
        product.path("attributes")
                .properties()
                .forEach(attribute -> source.append(' ')
                        .append(attribute.getKey())
                        .append(attribute.getValue().asText()));
        return source.toString();
    }

    private static Stream<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group);
    }

    /** Of Chinese for the most part: names of plugs and units stand everywhere. */
    private static Set<String> pieces(String text, int length) {
        String plain = plain(text);
        Set<String> pieces = new HashSet<>();
        for (int i = 0; i + length <= plain.length(); i++) {
            String piece = plain.substring(i, i + length);
            if (piece.chars().filter(Character::isIdeographic).count() > length / 2) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    private static String plain(String text) {
        return NO_LETTER.matcher(text).replaceAll("");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static List<JsonNode> read(String file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(DATA.resolve(file))) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }
}
