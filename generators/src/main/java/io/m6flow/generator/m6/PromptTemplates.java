package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Refusal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns prompts into plans for one model: the source in the frame that the model knows, how to decode, and the bounds of
 * the kind. Immutable; used by many threads.
 */
final class PromptTemplates {
    /** A character that was begun is completed even past the limit. */
    private static final int SLACK = TextOnly.MOST_MISSING;

    /** Past this many tokens a reason ends for goods that the model was not trained on: every word more is a risk. */
    private static final int PLAIN_REASON_TOKENS = 36;

    /** What a model that must not end sooner says more of is no fact. */
    private static final int TOKENS_OF_A_FACT = 16;

    /** A theme says more than the product's bare name. */
    private static final int THEME_AT_LEAST = 8;

    private static final int HINT_CHARACTERS = 10;
    private static final int BADGE_CHARACTERS = 6;

    /** Outside its training the model's likely words are its better ones. */
    private static final double CALM = 0.7;

    private final ModelFolder folder;
    private final Vocabulary vocabulary;
    private final Frames frames;
    private final int end;
    private final Garments garments = Garments.read();
    private final Map<String, List<String>> grammar = PhraseGraph.read();

    PromptTemplates(ModelFolder folder) {
        this.folder = folder;
        this.vocabulary = folder.vocabulary();
        this.frames = Frames.of(folder);
        this.end = vocabulary.end();
    }

    /** Changes with every change of a template, a bound or a default that can change what is written. */
    String version() {
        return frames.version();
    }

    /** The kinds this model answers: those it was trained for, and those that can be picked with it. */
    Set<ContentKind> kinds() {
        Set<ContentKind> kinds = EnumSet.noneOf(ContentKind.class);
        for (ContentKind kind : ContentKind.values()) {
            if (frames.task(kind) != null) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** How much speech one SCRIPT prompt should hold: what the task's length was chosen for, less room for marks. */
    int passageCharacters() {
        Decoding clean = folder.tasks().get(ContentKind.SCRIPT.task());
        int tokens = clean == null ? folder.config().maxPositions() / 4 : clean.maxTokens();
        return tokens - tokens / 16;
    }

    Plan plan(Prompt prompt) {
        Redo redo = prompt.redo();
        return redo == null ? firstTime(prompt) : new SecondTry(vocabulary).plan(prompt, redo, this::firstTime);
    }

    private Plan firstTime(Prompt prompt) {
        ContentKind kind = prompt.kind();
        if (!kinds().contains(kind)) {
            return new Plan.Decline(new Refusal.UnsupportedKind(
                    kind, folder.name(), folder.tasks().keySet()));
        }
        return switch (kind) {
            case SCRIPT, SUMMARY ->
                prompt.material()
                        .fold(
                                product -> new Plan.Decline(new Refusal.UnsuitableMaterial(kind, "text")),
                                text -> kind == ContentKind.SCRIPT ? script(text.text()) : summary(text.text()));
            case REASON -> reason(product(prompt.material()));
            case THEME -> theme(product(prompt.material()));
            case HINT, BADGE -> words(kind, product(prompt.material()));
        };
    }

    private String task(ContentKind kind) {
        return Objects.requireNonNull(frames.task(kind));
    }

    private Decoding decoding(ContentKind kind) {
        return Objects.requireNonNull(folder.tasks().get(kind.task()));
    }

    /** A bare text is taken for a product's title. */
    private static Material.Product product(Material material) {
        return material.fold(p -> p, text -> new Material.Product(text.text(), "", List.of()));
    }

    private Plan script(String raw) {
        String text = Normal.runningText(raw);
        int tokens = SpokenSource.tokens(text, vocabulary);
        Decoding task = decoding(ContentKind.SCRIPT);
        Decoding decoding = task.withTokens(1, Math.max(1, tokens + Math.max(16, tokens / 4)));
        // 5/4 of the source and the frame must fit with it.
        int room = room(ContentKind.SCRIPT) - SLACK;
        int limit = Math.min(room - 16 - (room - 16) / 2, (int) (room / 2.25));
        if (tokens > limit) {
            return new Plan.Decline(new Refusal.TooLong(tokens, limit));
        }
        return write(ContentKind.SCRIPT, text, decoding, limit, copying(text, task.copy()), List.of());
    }

    private Supplier<List<Bound>> copying(String text, Decoding.@Nullable Copy copy) {
        if (copy == null) {
            return List::of;
        }
        SpokenSource source = new SpokenSource(text, vocabulary, copy);
        return () -> List.of(new SubsequenceGuard(source, end));
    }

    private Plan summary(String raw) {
        Decoding decoding = decoding(ContentKind.SUMMARY);
        int limit = limit(ContentKind.SUMMARY, decoding);
        String text = Normal.runningText(raw);
        List<Plan.Choice> excerpts = folder.summaryExcerpt() ? Excerpts.of(text) : List.of();
        return excerpts.isEmpty()
                ? write(ContentKind.SUMMARY, text, decoding, limit, List::of, List.of())
                : excerpt(text, excerpts);
    }

    private Plan excerpt(String text, List<Plan.Choice> excerpts) {
        int[] source = vocabulary.encode(text);
        int longest = excerpts.stream()
                .mapToInt(choice -> tokens(choice.text()))
                .max()
                .orElse(0);
        int limit = room(ContentKind.SUMMARY) - longest - 1;
        if (source.length > limit) {
            return new Plan.Decline(new Refusal.TooLong(source.length, limit));
        }
        String note = "an excerpt, picked among " + excerpts.size() + " by the likelihood of task "
                + task(ContentKind.SUMMARY);
        return new Plan.Pick(frames.around(task(ContentKind.SUMMARY), source), excerpts, List.of(note));
    }

    private Plan theme(Material.Product product) {
        Facts facts = Facts.of(product, garments);
        Decoding task = decoding(ContentKind.THEME);
        int limit = limit(ContentKind.THEME, task);
        List<String> notes = new ArrayList<>();
        String source = frames.product(ContentKind.THEME, product, facts, this::tokens, limit, notes);
        if (!folder.copy().hold(product.category())) {
            return write(ContentKind.THEME, source, task, limit, List::of, notes);
        }
        PhraseGraph graph = PhraseGraph.of(grammar, facts.phrases(), vocabulary);
        notes.add("plain phrases and the source's own words only");
        return write(
                ContentKind.THEME,
                source,
                task.withTokens(Math.min(THEME_AT_LEAST, task.maxTokens()), task.maxTokens()),
                limit,
                () -> List.of(new PhraseBounds(graph.at("theme"), vocabulary, end)),
                notes);
    }

    private Plan reason(Material.Product product) {
        Facts facts = Facts.of(product, garments);
        if (facts.isEmpty() && folder.productSource() == ProductSource.ATTRIBUTES) {
            return new Plan.Decline(new Refusal.EmptySource(ContentKind.REASON));
        }
        Decoding decoding = decoding(ContentKind.REASON);
        List<String> notes = new ArrayList<>();
        int limit = limit(ContentKind.REASON, decoding);
        boolean bounded = folder.copy().hold(product.category());
        Material.Product read = bounded ? asTaught(product, facts) : product;
        String source = frames.product(ContentKind.REASON, read, facts, this::tokens, limit, notes);
        if (!bounded) {
            return write(ContentKind.REASON, source, decoding, limit, telling(read, facts, List::of), notes);
        }
        Supplier<List<Bound>> bounds = telling(read, facts, reasonBounds(facts, notes));
        return write(ContentKind.REASON, source, fitted(decoding, facts), limit, bounds, notes);
    }

    /** The training texts on garments have no titles; with one a model of this size strings the title's words together. */
    private static Material.Product asTaught(Material.Product product, Facts facts) {
        String sort = facts.garment();
        return sort == null || Facts.clean(product.title()).isEmpty()
                ? product
                : new Material.Product("", sort, facts.pairs());
    }

    /** These bounds, after what speaks for the product's facts. */
    private Supplier<List<Bound>> telling(Material.Product product, Facts facts, Supplier<List<Bound>> bounds) {
        double nats = folder.copy().mention();
        if (nats == 0) {
            return bounds;
        }
        List<int[]> words =
                Mentions.facts(product, facts).stream().map(vocabulary::encode).toList();
        return () -> {
            List<Bound> all = new ArrayList<>(List.of(new Mentions(words, nats)));
            all.addAll(bounds.get());
            return all;
        };
    }

    /** A garment's text is as long as its facts are many; phrases do their own repeating bound, and end when they may. */
    private static Decoding fitted(Decoding d, Facts facts) {
        if (facts.garment() != null) {
            int least = Math.min(d.minTokens(), TOKENS_OF_A_FACT * facts.words().size());
            return d.withTokens(Math.max(1, least), d.maxTokens());
        }
        double temperature = Math.min(d.temperature(), CALM);
        return new Decoding(d.sample(), temperature, d.topP(), d.topK(), 0, 1, d.maxTokens(), d.forbidden(), d.copy());
    }

    private Supplier<List<Bound>> reasonBounds(Facts facts, List<String> notes) {
        notes.add("after 这款 only: " + String.join(" ", facts.nouns()));
        if (facts.garment() != null) {
            LexicalBounds.Terms terms = new LexicalBounds.Terms(
                    vocabulary, end, facts, garments.facts(), folder.copy().enough());
            notes.add("no garment fact that the source lacks");
            return () -> List.of(new LexicalBounds(terms));
        }
        LexicalBounds.Terms terms = new LexicalBounds.Terms(vocabulary, end, facts, Set.of(), PLAIN_REASON_TOKENS);
        PhraseGraph graph = PhraseGraph.of(grammar, facts.phrases(), vocabulary);
        notes.add("goods outside the model's training: plain phrases and the source's own facts only");
        return () -> List.of(new PhraseBounds(graph.at("start"), vocabulary, end), new LexicalBounds(terms));
    }

    /** Words of the source are ranked by the likelihood of the kind's task, or of one that is near. */
    private Plan words(ContentKind kind, Material.Product product) {
        int most = kind == ContentKind.HINT ? HINT_CHARACTERS : BADGE_CHARACTERS;
        Facts facts = Facts.of(product, garments);
        if (writesWords(kind, product)) {
            return freely(kind, product, facts, most);
        }
        List<String> choices = WordChoices.of(product, facts, most, kind == ContentKind.BADGE);
        if (choices.isEmpty()) {
            return new Plan.Decline(new Refusal.EmptySource(kind));
        }
        List<String> notes = new ArrayList<>();
        int limit = room(kind) - WordChoices.MOST * (most * 4 + 1);
        int[] source = vocabulary.encode(frames.product(kind, product, facts, this::tokens, limit, notes));
        if (source.length > limit) {
            return new Plan.Decline(new Refusal.TooLong(source.length, limit));
        }
        notes.add("picked among " + choices.size() + " words of the source by the likelihood of task " + task(kind));
        List<Plan.Choice> bare =
                choices.stream().map(choice -> new Plan.Choice(choice, 0)).toList();
        return new Plan.Pick(frames.around(task(kind), source), bare, notes);
    }

    /** Whether the model was trained for this kind and may write what it likes, rather than lending its likelihoods. */
    private boolean writesWords(ContentKind kind, Material.Product product) {
        return !folder.copy().hold(product.category())
                && folder.productSource() == ProductSource.TITLE
                && folder.tasks().containsKey(kind.task())
                && kind.task().equals(frames.task(kind));
    }

    /** At most so many characters, as one takes at least one token. */
    private Plan freely(ContentKind kind, Material.Product product, Facts facts, int most) {
        Decoding decoding = decoding(kind).withTokens(1, most);
        List<String> notes = new ArrayList<>();
        int limit = limit(kind, decoding);
        String source = frames.product(kind, product, facts, this::tokens, limit, notes);
        return write(kind, source, decoding, limit, List::of, notes);
    }

    private int tokens(String text) {
        return vocabulary.encode(text).length;
    }

    /** How many tokens fit beside what stands around a source. */
    private int room(ContentKind kind) {
        return folder.config().maxPositions() - frames.size(task(kind));
    }

    private int limit(ContentKind kind, Decoding decoding) {
        return room(kind) - SLACK - decoding.maxTokens();
    }

    private Plan write(
            ContentKind kind,
            String text,
            Decoding decoding,
            int limit,
            Supplier<List<Bound>> bounds,
            List<String> notes) {
        int[] tokens = vocabulary.encode(text);
        if (tokens.length == 0) {
            return new Plan.Decline(new Refusal.EmptySource(kind));
        }
        if (tokens.length > limit) {
            return new Plan.Decline(new Refusal.TooLong(tokens.length, limit));
        }
        return new Plan.Write(frames.around(task(kind), tokens), decoding, bounds, notes);
    }
}
