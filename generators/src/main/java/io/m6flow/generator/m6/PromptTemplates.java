package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
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
 * Turns prompts into plans for one model: the source in the form that its task was trained on, how to decode, and the
 * bounds of the kind. Immutable; used by many threads.
 */
final class PromptTemplates {
    /** Changes with every change of a template, a bound or a default that can change what is written. */
    static final String VERSION = "m6-prompts-1";

    /** Control tokens around a source: the start, the task, the separator. */
    private static final int FRAME = 3;

    /** A character that was begun in bytes is completed even past the limit: up to three more tokens. */
    private static final int SLACK = 3;

    /** A reason ends with its first sentence past this many tokens. */
    private static final int REASON_TOKENS = 56;

    /** The same for goods that the model was not trained on, where every word more is a risk. */
    private static final int PLAIN_REASON_TOKENS = 24;

    /** A theme says more than the product's bare name. */
    private static final int THEME_AT_LEAST = 8;

    private static final int HINT_CHARACTERS = 10;
    private static final int BADGE_CHARACTERS = 6;

    /** Outside its training the model's likely words are its better ones. */
    private static final double CALM = 0.7;

    private final ModelFolder folder;
    private final Vocabulary vocabulary;
    private final int end;
    private final Garments garments = Garments.read();
    private final Map<String, List<String>> grammar = PhraseGraph.read();

    PromptTemplates(ModelFolder folder) {
        this.folder = folder;
        this.vocabulary = folder.vocabulary();
        this.end = vocabulary.control("<eos>");
    }

    /** The kinds this model answers: those it was trained for, and those that can be picked with it. */
    Set<ContentKind> kinds() {
        Set<ContentKind> kinds = EnumSet.noneOf(ContentKind.class);
        for (ContentKind kind : ContentKind.values()) {
            if (knows(kind) || (picks(kind) && judge() != null)) {
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

    private boolean knows(ContentKind kind) {
        return folder.tasks().containsKey(kind.task()) && vocabulary.hasControl("<" + kind.task() + ">");
    }

    private static boolean picks(ContentKind kind) {
        return kind == ContentKind.HINT || kind == ContentKind.BADGE;
    }

    /** The task whose likelihood ranks words where the model has no task of its own for them, or null. */
    private @Nullable String judge() {
        for (String task : List.of("theme", "title")) {
            if (folder.tasks().containsKey(task)) {
                return task;
            }
        }
        return null;
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
        int tokens = vocabulary.encode(text).length;
        Decoding task = decoding(ContentKind.SCRIPT);
        Decoding decoding = task.withTokens(1, Math.max(1, tokens + Math.max(16, tokens / 4)));
        Decoding.Copy copy = task.copy();
        Supplier<List<Bound>> bounds =
                () -> copy == null ? List.of() : List.of(new SubsequenceGuard(text, vocabulary, copy, end));
        // 5/4 of the source and the frame must fit with it.
        int room = folder.config().maxPositions() - FRAME - SLACK;
        int limit = Math.min(room - 16 - (room - 16) / 2, (int) (room / 2.25));
        return write(ContentKind.SCRIPT, text, decoding, limit, bounds, List.of());
    }

    private Plan summary(String raw) {
        Decoding decoding = decoding(ContentKind.SUMMARY);
        return write(ContentKind.SUMMARY, Normal.runningText(raw), decoding, limit(decoding), List::of, List.of());
    }

    private Plan theme(Material.Product product) {
        Facts facts = Facts.of(product, garments);
        Decoding task = decoding(ContentKind.THEME);
        Decoding decoding = task.withTokens(Math.min(THEME_AT_LEAST, task.maxTokens()), task.maxTokens());
        if (!folder.boundedCopy()) {
            return write(ContentKind.THEME, themeSource(product, facts), task, limit(task), List::of, List.of());
        }
        PhraseGraph graph = PhraseGraph.of(grammar, facts.phrases(), vocabulary);
        return write(
                ContentKind.THEME,
                themeSource(product, facts),
                decoding,
                limit(decoding),
                () -> List.of(new PhraseBounds(graph.at("theme"), vocabulary, end)),
                List.of("plain phrases and the source's own words only"));
    }

    private static String themeSource(Material.Product product, Facts facts) {
        String title = Normal.runningText(product.title());
        return title.isEmpty() ? String.join("", facts.nouns()) : title;
    }

    private Plan reason(Material.Product product) {
        Facts facts = Facts.of(product, garments);
        if (facts.isEmpty()) {
            return new Plan.Decline(new Refusal.EmptySource(ContentKind.REASON));
        }
        Decoding decoding = decoding(ContentKind.REASON);
        List<String> notes = new ArrayList<>();
        String source = facts.source(text -> vocabulary.encode(text).length, limit(decoding), notes);
        if (!folder.boundedCopy()) {
            return write(ContentKind.REASON, source, decoding, limit(decoding), List::of, notes);
        }
        return write(
                ContentKind.REASON, source, calm(decoding, facts), limit(decoding), reasonBounds(facts, notes), notes);
    }

    /** Phrases do their own repeating bound; and a runaway text is cut. */
    private static Decoding calm(Decoding d, Facts facts) {
        int noRepeat = facts.garment() == null ? 0 : d.noRepeat();
        double temperature = Math.min(d.temperature(), CALM);
        return new Decoding(
                d.sample(),
                temperature,
                d.topP(),
                d.topK(),
                noRepeat,
                d.minTokens(),
                d.maxTokens(),
                d.forbidden(),
                d.copy());
    }

    private Supplier<List<Bound>> reasonBounds(Facts facts, List<String> notes) {
        notes.add("after 这款 only: " + String.join(" ", facts.nouns()));
        if (facts.garment() != null) {
            LexicalBounds.Terms terms =
                    new LexicalBounds.Terms(vocabulary, end, facts, garments.facts(), REASON_TOKENS);
            notes.add("no garment fact that the source lacks");
            return () -> List.of(new LexicalBounds(terms));
        }
        LexicalBounds.Terms terms = new LexicalBounds.Terms(vocabulary, end, facts, Set.of(), PLAIN_REASON_TOKENS);
        PhraseGraph graph = PhraseGraph.of(grammar, facts.phrases(), vocabulary);
        notes.add("goods outside the model's training: plain phrases and the source's own facts only");
        return () -> List.of(new PhraseBounds(graph.at("start"), vocabulary, end), new LexicalBounds(terms));
    }

    /** Without a task of its own, a few words of the source are ranked by the likelihood of a task that is near. */
    private Plan words(ContentKind kind, Material.Product product) {
        int most = kind == ContentKind.HINT ? HINT_CHARACTERS : BADGE_CHARACTERS;
        List<String> choices = WordChoices.of(product, Facts.of(product, garments), most, kind == ContentKind.BADGE);
        int[] title = vocabulary.encode(Normal.runningText(product.title()));
        int limit = folder.config().maxPositions() - FRAME - WordChoices.MOST * (most * 4 + 1);
        if (choices.isEmpty()) {
            return new Plan.Decline(new Refusal.EmptySource(kind));
        }
        if (title.length > limit) {
            return new Plan.Decline(new Refusal.TooLong(title.length, limit));
        }
        String judge = knows(kind) ? kind.task() : Objects.requireNonNull(judge());
        String note = "picked among " + choices.size() + " words of the source by the likelihood of task " + judge;
        return new Plan.Pick(framed(judge, title), choices, List.of(note));
    }

    private int limit(Decoding decoding) {
        return folder.config().maxPositions() - FRAME - SLACK - decoding.maxTokens();
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
        return new Plan.Write(framed(kind.task(), tokens), decoding, bounds, notes);
    }

    /** {@code <bos><task> text <sep>}. */
    private int[] framed(String task, int[] text) {
        int[] source = new int[text.length + FRAME];
        source[0] = vocabulary.control("<bos>");
        source[1] = vocabulary.control("<" + task + ">");
        System.arraycopy(text, 0, source, 2, text.length);
        source[source.length - 1] = vocabulary.control("<sep>");
        return source;
    }
}
