package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Many short requests through one engine, and how its process's memory goes meanwhile. Confined to one thread but for
 * {@link #take}, which the loop calls one at a time.
 */
final class Soak {
    private static final int SAMPLES = 50;
    private static final int SCRIPT_CHARACTERS = 24;

    private final int requests;
    private final LongSupplier kilobytes;
    private final BiConsumer<Integer, Long> tell;
    private final List<Long> samples = new ArrayList<>();
    private int answered;
    private int failed;

    /**
     * @param kilobytes tells the resident memory
     * @param tell hears how many were answered, and the memory in kilobytes, at each fiftieth
     */
    Soak(int requests, LongSupplier kilobytes, BiConsumer<Integer, Long> tell) {
        if (requests < SAMPLES) {
            throw new IllegalArgumentException("--requests must be at least " + SAMPLES + ", was " + requests);
        }
        this.requests = requests;
        this.kilobytes = kilobytes;
        this.tell = tell;
    }

    /** Sends all requests; answers the most that memory grew after the first tenth, as a share of what it was then. */
    double run(TextGenerator generator, int waiting, LongSupplier nanos) {
        new ClosedLoop(generator, waiting, nanos).run(new ShortPrompts(requests), 0, this::take);
        return growth(samples);
    }

    /** Requests that got no text. */
    int failed() {
        return failed;
    }

    private void take(Answer answer) {
        answered++;
        failed += answer.isWritten() ? 0 : 1;
        if ((long) answered * SAMPLES / requests > samples.size()) {
            long now = kilobytes.getAsLong();
            samples.add(now);
            tell.accept(answered, now);
        }
    }

    /** Growth over the sample at the first tenth. */
    static double growth(List<Long> samples) {
        int tenth = samples.size() / 10;
        long base = samples.get(Math.max(0, tenth - 1));
        long most = samples.subList(tenth, samples.size()).stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(base);
        return (double) (most - base) / base;
    }

    /** Themes, hints and pieces of scripts by turns, made as they are asked for: memory is what is measured. */
    private static final class ShortPrompts extends AbstractList<Prompt> {
        private final int size;
        private final List<Prompt> products = Workload.only(ContentKind.REASON, Workload.all());
        private final List<Prompt> scripts = Workload.only(ContentKind.SCRIPT, Workload.all());

        ShortPrompts(int size) {
            this.size = size;
        }

        @Override
        public Prompt get(int index) {
            String id = "soak-" + index;
            int turn = index / 3;
            return switch (index % 3) {
                case 0 -> Prompt.of(id, ContentKind.THEME, of(products, turn).material(), index);
                case 1 -> Prompt.of(id, ContentKind.HINT, of(products, turn).material(), index);
                default ->
                    Prompt.of(
                            id, ContentKind.SCRIPT, beginning(of(scripts, turn).material()), index);
            };
        }

        private static Prompt of(List<Prompt> some, int turn) {
            return some.get(turn % some.size());
        }

        private static Material beginning(Material material) {
            String text = material.fold(Material.Product::title, Material.Text::text);
            return new Material.Text(text.substring(0, text.offsetByCodePoints(0, SCRIPT_CHARACTERS)));
        }

        @Override
        public int size() {
            return size;
        }
    }
}
