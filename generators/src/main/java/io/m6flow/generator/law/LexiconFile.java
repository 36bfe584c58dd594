package io.m6flow.generator.law;

import com.fasterxml.jackson.annotation.JsonProperty;
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
    private static final ObjectReader YAML = new YAMLMapper().readerFor(LexiconFile.class);

    LexiconFile {
        Objects.requireNonNull(version, "version is missing");
        laws = Map.copyOf(Objects.requireNonNull(laws, "laws is missing"));
        lookalikes = Map.copyOf(Objects.requireNonNull(lookalikes, "lookalikes is missing"));
        classes = Map.copyOf(Objects.requireNonNull(classes, "classes is missing"));
        lawful = List.copyOf(Objects.requireNonNull(lawful, "lawful is missing"));
        exemptions = List.copyOf(Objects.requireNonNull(exemptions, "exemptions is missing"));
        terms = List.copyOf(Objects.requireNonNull(terms, "terms is missing"));
    }

    /**
     * What lets a hit pass that stands near one of its patterns.
     *
     * @param where {@code before n}, {@code after n}, {@code within}, {@code clause}, {@code sentence} or {@code quoted}
     * @param covers categories and ids of terms
     * @param except ids of terms within those
     */
    record ExemptionEntry(
            String id,
            String where,
            @JsonProperty("for") List<String> covers,
            @Nullable List<String> except,
            List<String> patterns) {
        ExemptionEntry {
            Objects.requireNonNull(id, "id is missing");
            Objects.requireNonNull(where, "where is missing in " + id);
            covers = List.copyOf(Objects.requireNonNull(covers, "for is missing in " + id));
            except = except == null ? List.of() : List.copyOf(except);
            patterns = List.copyOf(Objects.requireNonNull(patterns, "patterns is missing in " + id));
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
            @Nullable Severity severity,
            String suggestion,
            List<String> patterns) {
        TermEntry {
            Objects.requireNonNull(id, "id is missing");
            Objects.requireNonNull(category, "category is missing in " + id);
            Objects.requireNonNull(law, "law is missing in " + id);
            Objects.requireNonNull(suggestion, "suggestion is missing in " + id);
            severity = severity == null ? Severity.ERROR : severity;
            patterns = List.copyOf(Objects.requireNonNull(patterns, "patterns is missing in " + id));
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
