package io.m6flow.generator.law;

import io.m6flow.generator.guard.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The lexicon's own terms, ready to be found. Immutable. */
final class StandardTerms {
    private static final Comparator<Candidate> BY_PLACE =
            Comparator.comparingInt(Candidate::start).thenComparing(Candidate::end, Comparator.reverseOrder());

    /** A term with the numbers of the exemptions that may let it pass. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Term(LexiconFile.TermEntry entry, String law, int[] exemptions) {}

    private record Candidate(int start, int end, Term term) {}

    private final Glyphs glyphs;
    private final Set<String> words;
    private final PieceFinder finder;
    private final Rules<String> lawful;
    private final Rules<Integer> surroundings;
    private final Rules<Term> terms;
    private final List<Place> places = new ArrayList<>();

    /** @throws IllegalArgumentException if the lexicon names what it does not hold, or a pattern cannot be read */
    StandardTerms(LexiconFile file) {
        glyphs = new Glyphs(file.lookalikes());
        Vocabulary vocabulary = new Vocabulary(file.classes(), glyphs);
        List<Rules.Rule<Term>> found = new ArrayList<>();
        file.terms().forEach(entry -> add(entry.patterns(), term(entry, file), vocabulary, found));
        Map<String, Integer> spelled = vocabulary.words();
        List<Rules.Rule<String>> read = new ArrayList<>();
        add(file.lawful(), "", vocabulary, read);
        List<Rules.Rule<Integer>> near = new ArrayList<>();
        for (LexiconFile.ExemptionEntry exemption : file.exemptions()) {
            add(exemption.patterns(), places.size(), vocabulary, near);
            places.add(Place.parse(exemption.where()));
        }
        Looks looks = new Looks(vocabulary.words(), spelled);
        words = Set.copyOf(looks.words().keySet());
        finder = new PieceFinder(looks.words(), vocabulary.traits());
        lawful = new Rules<>(read, vocabulary, looks);
        surroundings = new Rules<>(near, vocabulary, looks);
        terms = new Rules<>(found, vocabulary, looks);
    }

    Glyphs glyphs() {
        return glyphs;
    }

    Set<String> words() {
        return words;
    }

    /** By their place, none within another. */
    List<Finding> find(Reading reading) {
        Pieces pieces = finder.find(reading);
        removeLawful(pieces);
        List<Candidate> candidates = new ArrayList<>();
        terms.match(pieces, (start, end, term) -> candidates.add(new Candidate(start, end, term)));
        if (candidates.isEmpty()) {
            return List.of();
        }
        @Nullable Surroundings[] near = surroundings(pieces);
        candidates.removeIf(candidate -> isExempt(candidate, near));
        candidates.sort(BY_PLACE);
        List<Finding> findings = new ArrayList<>();
        int covered = -1;
        for (Candidate candidate : candidates) {
            if (candidate.end() > covered) {
                covered = candidate.end();
                findings.add(finding(candidate, reading));
            }
        }
        return findings;
    }

    /** By exemption; null where its words do not stand in the text. */
    private @Nullable Surroundings[] surroundings(Pieces pieces) {
        @Nullable Surroundings[] near = new Surroundings[places.size()];
        surroundings.match(pieces, (start, end, exemption) -> {
            Surroundings found = near[exemption];
            if (found == null) {
                found = new Surroundings(places.get(exemption), pieces.reading());
                near[exemption] = found;
            }
            found.add(start, end);
        });
        return near;
    }

    private static boolean isExempt(Candidate candidate, @Nullable Surroundings[] near) {
        for (int exemption : candidate.term().exemptions()) {
            Surroundings found = near[exemption];
            if (found != null && found.let(candidate.start(), candidate.end())) {
                return true;
            }
        }
        return false;
    }

    private static Finding finding(Candidate candidate, Reading reading) {
        LexiconFile.TermEntry entry = candidate.term().entry();
        return new Finding(
                entry.category().rule(),
                reading.startInText(candidate.start()),
                reading.endInText(candidate.end() - 1),
                Objects.requireNonNull(entry.severity()),
                candidate.term().law(),
                entry.suggestion());
    }

    /** Leaves out what stands within a lawful phrase, and what begins in the middle of one. */
    private void removeLawful(Pieces pieces) {
        int[] phraseEnds = new int[pieces.reading().length() + 1];
        boolean[] any = {false};
        lawful.match(pieces, (start, end, phrase) -> {
            phraseEnds[start] = Math.max(phraseEnds[start], end);
            any[0] = true;
        });
        if (!any[0]) {
            return;
        }
        // How far the phrases reach that began before a place.
        int[] reach = new int[phraseEnds.length];
        for (int i = 1; i < reach.length; i++) {
            reach[i] = Math.max(reach[i - 1], phraseEnds[i - 1]);
        }
        pieces.remove((start, end) -> reach[start] > start || end < phraseEnds[start]);
    }

    private Term term(LexiconFile.TermEntry entry, LexiconFile file) {
        String law = file.laws().get(entry.law());
        if (law == null) {
            throw new IllegalArgumentException(
                    "the term \"" + entry.id() + "\" names the law \"" + entry.law() + "\", which is not there");
        }
        int[] exemptions = IntStream.range(0, file.exemptions().size())
                .filter(i -> file.exemptions().get(i).lets(entry))
                .toArray();
        return new Term(entry, law, exemptions);
    }

    private static <T> void add(List<String> patterns, T meaning, Vocabulary vocabulary, List<Rules.Rule<T>> rules) {
        for (String written : patterns) {
            Pattern.parse(written, vocabulary).forEach(pattern -> rules.add(new Rules.Rule<>(pattern, meaning)));
        }
    }
}
