package io.m6flow.generator.fact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words for materials, colours, places and brands, and those that only look like facts. Immutable once read. */
final class Vocabulary {
    private static final Pattern EQUALS = Pattern.compile("=");

    /** Empty for words that state no fact. */
    private final WordTable<Optional<Term>> words = new WordTable<>();

    private Vocabulary() {}

    static Vocabulary read() {
        Vocabulary vocabulary = new Vocabulary();
        vocabulary.addTerms(FactType.MATERIAL, "materials.txt");
        vocabulary.addTerms(FactType.ORIGIN, "places.txt");
        vocabulary.addTerms(FactType.BRAND, "brands.txt");
        vocabulary.addColours("colours.txt");
        vocabulary.addIdioms(WordLists.lines("idioms.txt"));
        return vocabulary;
    }

    boolean mayBegin(char sign) {
        return words.mayBegin(sign);
    }

    /** The longest word here, its meaning empty where it states no fact; null where there is none. */
    WordTable.@Nullable Word<Optional<Term>> wordAt(String plain, int at) {
        return words.wordAt(plain, at);
    }

    private void addTerms(FactType type, String resource) {
        WordLists.sections(resource).forEach((family, lines) -> {
            if (family.equals(WordLists.NO_FACT)) {
                addIdioms(lines);
            } else {
                addFamily(type, family, lines);
            }
        });
    }

    private void addFamily(FactType type, String family, List<String> lines) {
        Map<String, List<String>> names = new HashMap<>();
        Map<String, Set<String>> broader = new HashMap<>();
        for (String line : lines) {
            String[] sides = line.split(": *", 2);
            String broad = thing(sides[0], names);
            for (String narrow : WordLists.words(sides.length == 1 ? "" : sides[1])) {
                broader.computeIfAbsent(thing(narrow, names), n -> new LinkedHashSet<>())
                        .add(broad);
            }
        }
        names.forEach((name, all) -> {
            Term term = new Term(type, family, name, withBroader(name, broader));
            all.forEach(word -> words.put(word, Optional.of(term)));
        });
    }

    /** The thing that these names joined by "=" stand for; the one under which one of them is known already. */
    private static String thing(String joined, Map<String, List<String>> names) {
        List<String> all = EQUALS.splitAsStream(joined.toLowerCase(Locale.ROOT)).toList();
        String name = names.entrySet().stream()
                .filter(known -> all.stream().anyMatch(known.getValue()::contains))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(all.get(0));
        names.computeIfAbsent(name, n -> new ArrayList<>()).addAll(all);
        return name;
    }

    private static Set<String> withBroader(String name, Map<String, Set<String>> broader) {
        Set<String> meanings = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(List.of(name));
        while (!open.isEmpty()) {
            String next = open.remove(open.size() - 1);
            if (meanings.add(next)) {
                open.addAll(broader.getOrDefault(next, Set.of()));
            }
        }
        return meanings;
    }

    private void addColours(String resource) {
        Map<String, List<String>> sections = WordLists.sections(resource);
        addIdioms(sections.getOrDefault(WordLists.NO_FACT, List.of()));
        List<String> shades = wordsOf(sections, "shades");
        for (String hue : wordsOf(sections, "hues")) {
            List<String> names = EQUALS.splitAsStream(hue).toList();
            String first = names.get(0);
            for (String name : names) {
                addColour(name + "色", colour(first, first));
                for (String shade : shades) {
                    if (shade.equals(name)) {
                        continue;
                    }
                    Term term = colour(shade + first, first);
                    addColour(shade + name, term);
                    addColour(shade + name + "色", term);
                }
            }
        }
        for (String word : wordsOf(sections, "alone")) {
            addColour(word + "色", colour(word, word));
        }
    }

    private void addColour(String word, Term colour) {
        words.put(word, Optional.of(colour));
    }

    private static Term colour(String name, String hue) {
        return new Term(FactType.COLOUR, "colour", name, name.equals(hue) ? Set.of(hue) : Set.of(name, hue));
    }

    private static List<String> wordsOf(Map<String, List<String>> sections, String heading) {
        return sections.getOrDefault(heading, List.of()).stream()
                .flatMap(line -> WordLists.words(line).stream())
                .toList();
    }

    private void addIdioms(List<String> lines) {
        for (String line : lines) {
            WordLists.words(line.toLowerCase(Locale.ROOT)).forEach(word -> words.put(word, Optional.empty()));
        }
    }
}
