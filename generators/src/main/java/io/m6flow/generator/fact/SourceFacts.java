package io.m6flow.generator.fact;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.guard.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a source states, part by part, and what it says about the facts of a text. Attributes come before the title. */
final class SourceFacts {
    private static final Pattern BETWEEN_VALUES = Pattern.compile("[、/+,， ;；]+");
    private static final String BRAND = "品牌";

    /** One attribute, the title and so on, with the facts in it. */
    private record Part(String place, Passage passage) {
        Support support() {
            return new Support(place, passage.words());
        }

        Support support(int start, int end) {
            return new Support(place, passage.words().substring(start, end));
        }

        Support support(Mention mention) {
            return support(mention.start(), mention.end());
        }

        boolean isSpeech() {
            return place.equals(Support.TRANSCRIPT);
        }
    }

    private final List<Part> parts = new ArrayList<>();

    private final Passage transcript;

    SourceFacts(Source source, Function<String, List<Mention>> reader) {
        for (Attribute attribute : source.attributes()) {
            add(attribute.name(), new Passage(attribute.value(), reader));
        }
        add(Support.TITLE, new Passage(source.title(), reader));
        add(Support.CATEGORY, new Passage(source.category(), reader));
        Passage price = new Passage(source.price(), SourceFacts::price);
        if (!price.mentions().isEmpty()) {
            add(Support.PRICE, price);
        }
        transcript = new Passage(source.transcript(), reader);
        add(Support.TRANSCRIPT, transcript);
    }

    private void add(String place, Passage passage) {
        if (!passage.words().isBlank()) {
            parts.add(new Part(place, passage));
        }
    }

    private static List<Mention> price(String plain) {
        int at = plain.startsWith("¥") ? 1 : 0;
        Numeral numeral = at < plain.length() ? Numeral.at(plain, at) : null;
        if (numeral == null) {
            return List.of();
        }
        Unit yuan = new Unit("price", 1, true);
        return List.of(new Mention.Amount(at, numeral.end(), yuan, numeral.value(), numeral.value(), false));
    }

    /** What was said; empty where nothing was. */
    Passage transcript() {
        return transcript;
    }

    CheckedFact judge(Mention mention, String plain) {
        Optional<Support> support =
                mention instanceof Mention.Word word ? supports(word, plain) : supports(amount(mention), plain);
        if (support.isEmpty()) {
            support = spoken(mention, plain);
        }
        if (support.isPresent()) {
            return checked(mention, Verdict.SUPPORTED, support);
        }
        Optional<Support> against =
                mention instanceof Mention.Word word ? denies(word.term()) : denies(amount(mention));
        return checked(mention, against.isPresent() ? Verdict.CONTRADICTED : Verdict.ABSENT, against);
    }

    /** Speech without marks can be read in two ways; with the letters around it, word for word, it was said. */
    private Optional<Support> spoken(Mention mention, String plain) {
        for (Part part : parts) {
            if (part.isSpeech() && part.passage.holds(mention, plain)) {
                return Optional.of(new Support(part.place, plain.substring(mention.start(), mention.end())));
            }
        }
        return Optional.empty();
    }

    private static Mention.Amount amount(Mention mention) {
        return (Mention.Amount) mention;
    }

    private static CheckedFact checked(Mention mention, Verdict verdict, Optional<Support> support) {
        return new CheckedFact(mention.start(), mention.end(), mention.type(), verdict, support.orElse(null));
    }

    private Optional<Support> supports(Mention.Word word, String plain) {
        Optional<Support> said = firstWord(term -> term.says(word.term()), true);
        return said.isPresent() ? said : standsWordForWord(word, plain.substring(word.start(), word.end()));
    }

    /** For what the reader did not find in the source: parts of longer names, and colours without 色. */
    private Optional<Support> standsWordForWord(Mention.Word word, String words) {
        String wanted =
                word.type() == FactType.COLOUR && words.endsWith("色") ? words.substring(0, words.length() - 1) : words;
        for (Part part : parts) {
            int at = wanted.length() > 1 || part.place.contains("色")
                    ? part.passage.plain().indexOf(wanted)
                    : -1;
            if (at >= 0) {
                return Optional.of(part.support(at, at + wanted.length()));
            }
            if (wanted.equals(word.term().name()) && part.place.contains(wanted)) {
                return Optional.of(part.support());
            }
        }
        return Optional.empty();
    }

    private Optional<Support> denies(Term term) {
        Optional<Support> other = firstWord(term::denies, false);
        return term.type() == FactType.BRAND && other.isEmpty() ? brand() : other;
    }

    private Optional<Support> brand() {
        return parts.stream()
                .filter(part ->
                        part.place.equals(BRAND) && !part.passage.words().contains("其他"))
                .map(Part::support)
                .findFirst();
    }

    private Optional<Support> firstWord(Predicate<Term> wanted, boolean inSpeech) {
        for (Part part : parts) {
            for (Mention mention : part.passage.mentions()) {
                if (mention instanceof Mention.Word word
                        && wanted.test(word.term())
                        && (inSpeech || !part.isSpeech())) {
                    return Optional.of(part.support(mention));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Support> supports(Mention.Amount amount, String plain) {
        Optional<Support> held = firstAmount(other -> other.holds(amount), true);
        if (held.isPresent() || amount.unit().measures()) {
            return held;
        }
        return amount.unit().isNone() && Plain.isDigit(plain.charAt(amount.start()))
                ? standsAlone(amount, plain)
                : countsValues(amount);
    }

    /** For numbers that are part of a word there: the 316 of 316不锈钢. */
    private Optional<Support> standsAlone(Mention.Amount amount, String plain) {
        String words = plain.substring(amount.start(), amount.end());
        for (Part part : parts) {
            int at = part.passage.plain().indexOf(words);
            if (at >= 0
                    && !Plain.digitAt(part.passage.plain(), at - 1)
                    && !Plain.digitAt(part.passage.plain(), at + words.length())) {
                return Optional.of(part.support(at, at + words.length()));
            }
        }
        return Optional.empty();
    }

    /** 三色 is supported by an attribute with three values. */
    private Optional<Support> countsValues(Mention.Amount amount) {
        return parts.stream()
                .filter(part -> !part.isSpeech()
                        && amount.high() > 1
                        && BETWEEN_VALUES
                                        .splitAsStream(part.passage.words().strip())
                                        .count()
                                == amount.high())
                .map(Part::support)
                .findFirst();
    }

    private Optional<Support> denies(Mention.Amount amount) {
        boolean says = amount.unit().measures() || amount.unit().dimension().endsWith("#");
        return says && !amount.weak()
                ? firstAmount(other -> !other.weak() && other.denies(amount), false)
                : Optional.empty();
    }

    private Optional<Support> firstAmount(Predicate<Mention.Amount> wanted, boolean inSpeech) {
        for (Part part : parts) {
            for (Mention mention : part.passage.mentions()) {
                if (mention instanceof Mention.Amount amount && wanted.test(amount) && (inSpeech || !part.isSpeech())) {
                    return Optional.of(part.support(mention));
                }
            }
        }
        return Optional.empty();
    }
}
