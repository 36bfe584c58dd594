package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Redo;
import io.m6flow.generator.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Changes the plan for a text that was sent back. Words that were struck out get next to no probability (of speech they
 * are cut out before it is read), texts that were sent back are turned away from, and where the first was the likeliest
 * this one is drawn. The reviewer's reason is not shown to the model: the shipped model was never trained to heed one.
 */
final class SecondTry {
    /** Draws near the most likely text, seldom the very same one. */
    private static final double TEMPERATURE = 0.8;

    private static final double TOP_P = 0.95;

    /** The model is nearly always sure of the next character, so less would not turn it. */
    private static final float FROM_TEXTS = 3;

    /** Most of cleaned speech has one right next character, which must not be lost. */
    private static final float FROM_SCRIPTS = 1;

    private final Vocabulary vocabulary;

    SecondTry(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** @param firstTime makes the plan as if the text had never been written */
    Plan plan(Prompt prompt, Redo redo, Function<Prompt, Plan> firstTime) {
        Material heard = prompt.material().fold(product -> product, text -> new Material.Text(redo.cut(text.text())));
        return firstTime
                .apply(prompt.withMaterial(heard))
                .fold(write -> write(prompt.kind(), write, redo), pick -> pick(prompt, pick, redo), decline -> decline);
    }

    private Plan write(ContentKind kind, Plan.Write plan, Redo redo) {
        List<List<Integer>> runs = runs(redo);
        List<int[]> ways = redo.refused().stream().map(vocabulary::encode).toList();
        float penalty = kind == ContentKind.SCRIPT ? FROM_SCRIPTS : FROM_TEXTS;
        Supplier<List<Bound>> bounds = () -> {
            List<Bound> all = new ArrayList<>(plan.bounds.get());
            all.add(Forbidden.avoiding(runs));
            all.add(new TurningAway(ways, vocabulary.end(), penalty));
            return all;
        };
        return new Plan.Write(plan.source, plan.decoding.drawn(TEMPERATURE, TOP_P), bounds, noted(plan.notes, redo));
    }

    private static Plan pick(Prompt prompt, Plan.Pick plan, Redo redo) {
        List<Plan.Choice> left = plan.choices.stream()
                .filter(choice -> redo.allows(choice.text()))
                .toList();
        return left.isEmpty()
                ? new Plan.Decline(new Refusal.NothingElse(prompt.kind()))
                : new Plan.Pick(plan.source, left, noted(plan.notes, redo));
    }

    private static List<String> noted(List<String> notes, Redo redo) {
        return Stream.concat(
                        notes.stream(),
                        Stream.of("written again without " + redo.without().size() + " struck-out words"))
                .toList();
    }

    /** As they are written and in lower case, for the model writes v领 where a shop writes V领. */
    private List<List<Integer>> runs(Redo redo) {
        Set<String> words = new TreeSet<>();
        for (String word : redo.without()) {
            String normal = Normal.source(word);
            words.add(normal);
            words.add(normal.toLowerCase(Locale.ROOT));
        }
        return words.stream()
                .map(vocabulary::encode)
                .filter(tokens -> tokens.length > 0)
                .map(tokens -> IntStream.of(tokens).boxed().toList())
                .toList();
    }
}
