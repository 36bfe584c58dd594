package io.m6flow.generator.fact;

import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the word lists beside this class: lines by the heading in brackets above them, comments left out. */
final class WordLists {
    /** The heading of words that look like facts and are none. */
    static final String NO_FACT = "no fact";

    private static final Pattern BLANKS = Pattern.compile(" +");

    private WordLists() {}

    static List<String> lines(String resource) {
        try (InputStream in = WordLists.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new GeneratorException("this build lacks " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new GeneratorException("cannot read " + resource, e);
        }
    }

    /** The words of a line, blanks between them. */
    static List<String> words(String line) {
        return BLANKS.splitAsStream(line).filter(word -> !word.isEmpty()).toList();
    }

    static Map<String, List<String>> sections(String resource) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : lines(resource)) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else {
                section.add(line);
            }
        }
        return sections;
    }
}
