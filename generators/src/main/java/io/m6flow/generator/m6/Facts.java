package io.m6flow.generator.m6;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A product as the copy task sees it.
 *
 * @param garment the sort of garment (上衣, 裤, 裙), or null for goods that the task was not trained on
 * @param nouns what the product may be called, the first being the best
 * @param pairs names and values in the form {@code type:value} that the task reads, the sort of thing first
 * @param words facts that a text may quote, each verbatim from the source
 * @param phrases words for the slots of {@code plain-grammar.txt}
 * @param everything title, category and attributes in one, for asking whether the source holds a word
 */
record Facts(
        @Nullable String garment,
        List<String> nouns,
        List<Attribute> pairs,
        List<String> words,
        Map<String, List<String>> phrases,
        String everything) {
    private static final Pattern WEARABLE = Pattern.compile("[装服衣裙裤衫]");
    private static final Set<String> NAME_OF_PRODUCT = Set.of("产品名称", "品名", "名称", "商品名称");
    private static final int LONGEST_NOUN = 8;

    Facts {
        nouns = List.copyOf(nouns);
        pairs = List.copyOf(pairs);
        words = List.copyOf(words);
        phrases = Map.copyOf(phrases);
    }

    static Facts of(Material.Product product, Garments garments) {
        List<Attribute> attributes = new ArrayList<>();
        for (Attribute a : product.attributes()) {
            Attribute clean = new Attribute(clean(a.name()), clean(a.value()));
            if (!clean.name().isEmpty() && !clean.value().isEmpty()) {
                attributes.add(clean);
            }
        }
        String title = clean(product.title());
        String category = clean(product.category());
        StringBuilder all = new StringBuilder(title).append('\n').append(category);
        attributes.forEach(a -> all.append('\n').append(a.name()).append('：').append(a.value()));
        String named = garmentNoun(title, category, garments);
        boolean saysItsSortAlone = named == null || (title.isEmpty() && Garments.SORTS.containsKey(named));
        String noun = saysItsSortAlone ? untitled(leaf(category), attributes, garments) : named;
        return noun != null
                ? garment(noun, garments, all.toString())
                : other(title, leaf(category), attributes, all.toString());
    }

    /** Nothing is known of the product. */
    boolean isEmpty() {
        return nouns.isEmpty();
    }

    /** The category's word where the title agrees with it; shops often file a shirt under trousers. */
    private static @Nullable String garmentNoun(String title, String category, Garments garments) {
        String inCategory = garments.nounIn(leaf(category));
        String inTitle = garments.nounIn(title);
        if (inCategory == null) {
            return category.isEmpty() || WEARABLE.matcher(category).find() ? inTitle : null;
        }
        if (inTitle == null || title.toLowerCase(Locale.ROOT).contains(inCategory)) {
            return inCategory;
        }
        String sameSort = garments.nounIn(title, Garments.sortOf(inCategory));
        return sameSort == null ? inTitle : sameSort;
    }

    /** What a garment is called that is filed under its sort and that no title names. */
    private static @Nullable String untitled(String leaf, List<Attribute> attributes, Garments garments) {
        String sort = Garments.SORTS.get(leaf);
        if (sort == null) {
            return null;
        }
        return attributes.stream()
                .filter(attribute -> Garments.namesSorts(attribute.name()))
                .map(attribute -> garments.nounIn(attribute.value(), sort))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Garments.nounOf(sort));
    }

    private static Facts garment(String noun, Garments garments, String all) {
        String sort = Garments.sortOf(noun);
        Map<String, Set<String>> values = garments.valuesIn(all, sort);
        List<Attribute> pairs = new ArrayList<>();
        pairs.add(new Attribute("类型", sort));
        Set<String> words = new LinkedHashSet<>();
        values.forEach((name, some) -> some.forEach(value -> {
            pairs.add(new Attribute(name, value));
            words.add(asWritten(value, all));
        }));
        String written = asWritten(noun, all);
        words.add(written);
        return new Facts(sort, List.of(written), pairs, List.copyOf(words), Phrases.ofGarment(written, words), all);
    }

    /** The word as the source spells it, capitals included. */
    private static String asWritten(String word, String all) {
        int at = all.toLowerCase(Locale.ROOT).indexOf(word);
        return at < 0 ? word : all.substring(at, at + word.length());
    }

    private static Facts other(String title, String leaf, List<Attribute> attributes, String all) {
        List<String> nouns = nouns(title, leaf, attributes);
        List<Attribute> pairs = new ArrayList<>();
        nouns.stream().limit(1).forEach(noun -> pairs.add(new Attribute("类型", noun)));
        Set<String> words = new LinkedHashSet<>(nouns);
        for (Attribute a : attributes) {
            if (!Phrases.saysNothing(a.value())) {
                pairs.add(a);
                words.add(a.value());
                words.addAll(Phrases.parts(a.value()));
            }
        }
        words.removeIf(word -> word.length() < 2);
        return new Facts(null, nouns, pairs, List.copyOf(words), Phrases.of(nouns, attributes), all);
    }

    private static List<String> nouns(String title, String leaf, List<Attribute> attributes) {
        if (!leaf.isEmpty() && title.contains(leaf)) {
            return List.of(leaf);
        }
        for (Attribute a : attributes) {
            if (NAME_OF_PRODUCT.contains(a.name()) && a.value().length() <= 2 * LONGEST_NOUN) {
                return List.of(a.value());
            }
        }
        return leaf.isEmpty() || leaf.length() > LONGEST_NOUN ? endings(title) : List.of(leaf);
    }

    /** The last two, three and four characters: Chinese puts the thing last, and the model may choose where it begins. */
    private static List<String> endings(String title) {
        List<String> parts = new ArrayList<>(Phrases.parts(title));
        if (parts.isEmpty()) {
            return List.of();
        }
        String last = parts.get(parts.size() - 1);
        if (last.length() <= 4) {
            return List.of(last);
        }
        return List.of(
                last.substring(last.length() - 4),
                last.substring(last.length() - 3),
                last.substring(last.length() - 2));
    }

    static String leaf(String category) {
        return category.substring(Math.max(category.lastIndexOf('/'), category.lastIndexOf('>')) + 1);
    }

    /** Level-1 normal form without the two characters that the task's form itself is built of. */
    static String clean(String text) {
        return Normal.source(text.replace(':', '：').replace(';', '；'));
    }

    /** {@code type:value;type:value} of as many pairs as fit, dropped from the last; a note says how many were. */
    String source(ToIntFunction<String> tokens, int limit, List<String> notes) {
        List<String> named =
                pairs.stream().map(pair -> pair.name() + ":" + pair.value()).toList();
        return Listing.of("", named, ";", tokens, limit, notes);
    }
}
