package io.m6flow.generator.law;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.m6flow.generator.guard.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lexicon as it is written: names, words and patterns, not yet joined.
 *
 * @param laws a legal basis in full, by its short name
 * @param lookalikes characters that stand in for another, by the one that is meant
 * @param classes words, with spaces between, by the name of their class
 * @param lawful patterns that read otherwise than their pieces
 */
record LexiconFile(
        String version,
        Map<String, String> laws,
        Map<String, String> lookalikes,
        Map<String, String> classes,
        List<String> lawful,
        List<ExemptionEntry> exemptions,
        List<TermEntry> terms) {
    private static final ObjectReader YAML = new YAMLMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .readerFor(LexiconFile.class);

    LexiconFile {
        Objects.requireNonNull(version, "version");
        laws = Map.copyOf(laws);
        lookalikes = Map.copyOf(lookalikes);
        classes = Map.copyOf(classes);
        lawful = List.copyOf(lawful);
        exemptions = List.copyOf(exemptions);
        terms = List.copyOf(terms);
    }

    /**
     * What lets a hit pass that stands near one of its patterns.
     *
     * @param where {@code before n}, {@code after n}, {@code clause}, {@code sentence} or {@code quoted}
     * @param covers categories and ids of terms
     * @param except ids of terms within those
     */
    record ExemptionEntry(
            String id,
            String where,
            @JsonProperty("for") List<String> covers,
            @JsonProperty(required = false) @Nullable List<String> except,
            List<String> patterns) {
        ExemptionEntry {
            covers = List.copyOf(covers);
            except = except == null ? List.of() : List.copyOf(except);
            patterns = List.copyOf(patterns);
        }

        boolean lets(TermEntry term) {
            return (covers.contains(term.category().label()) || covers.contains(term.id()))
                    && !Objects.requireNonNull(except).contains(term.id());
        }
    }

    /**
     * What is to be found.
     *
     * @param law the short name of its legal basis
     * @param suggestion what may stand in its place; empty to leave it out
     */
    record TermEntry(
            String id,
            Category category,
            String law,
            @JsonProperty(required = false) @Nullable Severity severity,
            String suggestion,
            List<String> patterns) {
        TermEntry {
            severity = severity == null ? Severity.ERROR : severity;
            patterns = List.copyOf(patterns);
        }
    }

    /** @throws IllegalArgumentException if it is not a lexicon, with the line and the reason */
    static LexiconFile read(InputStream in) throws IOException {
        try {
            return YAML.readValue(in);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException("the lexicon is no lexicon: " + e.getMessage(), e);
        }
    }
}
