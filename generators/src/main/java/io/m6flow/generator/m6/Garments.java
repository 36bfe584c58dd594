package io.m6flow.generator.m6;

import io.m6flow.generator.GeneratorException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the copy task was trained to speak of: sorts of garments and the words for their parts. Immutable. */
final class Garments {
    /** How shops file them, and which sort that is. */
    static final Map<String, String> SORTS =
            Map.of("上衣", "上衣", "裤", "裤", "裤子", "裤", "裤装", "裤", "裙", "裙", "裙子", "裙", "裙装", "裙");

    private static final Set<String> NAMES_OF_SORTS = Set.of("衣样式", "裤型", "裙长", "裙型", "裤长");

    /** Words of those lines that are not yet a garment's name. */
    private static final Set<String> NO_NOUNS = Set.of("a字", "百褶", "九分", "大裙摆");

    private record Line(String sort, String name, List<String> values) {}

    private final List<Line> lines = new ArrayList<>();

    private Garments() {}

    static Garments read() {
        Garments garments = new Garments();
        for (String line : lines("garments.txt")) {
            String[] parts = line.split("[ :]+", 3);
            garments.lines.add(new Line(parts[0], parts[1], List.of(parts[2].split(" +"))));
        }
        return garments;
    }

    /** The lines of a word list beside this class, comments left out. */
    static List<String> lines(String resource) {
        try (InputStream in = Garments.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new GeneratorException("this build lacks " + resource);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new GeneratorException("cannot read " + resource, e);
        }
    }

    /** The word for a garment that comes last in this text (Chinese puts the thing last), or null. */
    @Nullable
    String nounIn(String text) {
        return nounIn(text, "");
    }

    /** The last word in this text for a garment of this sort; an empty sort stands for any. Null where there is none. */
    @Nullable
    String nounIn(String text, String sort) {
        String low = text.toLowerCase(Locale.ROOT);
        return nouns().stream()
                .filter(low::contains)
                .filter(noun -> sort.isEmpty() || sortOf(noun).equals(sort))
                .max(Comparator.<String>comparingInt(noun -> low.lastIndexOf(noun) + noun.length())
                        .thenComparingInt(String::length))
                .orElse(null);
    }

    private List<String> nouns() {
        return lines.stream()
                .filter(line -> NAMES_OF_SORTS.contains(line.name()))
                .flatMap(line -> line.values().stream())
                .filter(value -> value.length() > 1 && !NO_NOUNS.contains(value))
                .distinct()
                .toList();
    }

    /** 上衣, 裤 or 裙. */
    static String sortOf(String noun) {
        return noun.contains("裙") ? "裙" : noun.contains("裤") ? "裤" : "上衣";
    }

    /** The word for a garment of which nothing but its sort is known. */
    static String nounOf(String sort) {
        return sort.equals("上衣") ? sort : sort + "子";
    }

    /** Whether an attribute of this name says what a garment is called. */
    static boolean namesSorts(String attribute) {
        return NAMES_OF_SORTS.contains(attribute);
    }

    /** The values that stand in this text, by the name that this sort of garment has for them; longest words win. */
    Map<String, Set<String>> valuesIn(String text, String sort) {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        for (Line line : lines) {
            if (line.sort().equals("*") || line.sort().equals(sort)) {
                String rest = text.toLowerCase(Locale.ROOT);
                for (String value : longestFirst(line.values())) {
                    if (rest.contains(value)) {
                        found.computeIfAbsent(line.name(), n -> new LinkedHashSet<>())
                                .add(value);
                        rest = rest.replace(value, "|");
                    }
                }
            }
        }
        return found;
    }

    /** Every word that states a fact about a garment; matters of taste (style, cut) are not among them. */
    Set<String> facts() {
        Set<String> facts = lines.stream()
                .filter(line -> !line.name().equals("风格") && !line.name().equals("版型"))
                .flatMap(line -> line.values().stream())
                .collect(Collectors.toSet());
        facts.addAll(Set.of("裙", "裤"));
        return facts;
    }

    private static List<String> longestFirst(List<String> values) {
        return values.stream()
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }
}
