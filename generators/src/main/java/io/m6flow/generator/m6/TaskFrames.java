package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The frames of M6: {@code <bos><task> source <sep>}, with a control token for each task that it was trained on. */
final class TaskFrames implements Frames {
    /** The start, the task, the separator. */
    private static final int FRAME = 3;

    private final ModelFolder folder;
    private final Vocabulary vocabulary;

    TaskFrames(ModelFolder folder) {
        this.folder = folder;
        this.vocabulary = folder.vocabulary();
    }

    @Override
    public String version() {
        return folder.productSource() == ProductSource.TITLE ? "m6-prompts-1-title" : "m6-prompts-1";
    }

    /** Its own task; words of a source can also be judged by a task that is near. */
    @Override
    public @Nullable String task(ContentKind kind) {
        if (folder.tasks().containsKey(kind.task()) && vocabulary.hasControl("<" + kind.task() + ">")) {
            return kind.task();
        }
        boolean picked = kind == ContentKind.HINT || kind == ContentKind.BADGE;
        for (String task : picked ? List.of("theme", "title") : List.<String>of()) {
            if (folder.tasks().containsKey(task)) {
                return task;
            }
        }
        return null;
    }

    @Override
    public int size(String task) {
        return FRAME;
    }

    @Override
    public int[] around(String task, int[] source) {
        int[] framed = new int[source.length + FRAME];
        framed[0] = vocabulary.control("<bos>");
        framed[1] = vocabulary.control("<" + task + ">");
        System.arraycopy(source, 0, framed, 2, source.length);
        framed[framed.length - 1] = vocabulary.control("<sep>");
        return framed;
    }

    /** Pairs of name and value for a reason, else the title; or all of it for a model that learned to read so. */
    @Override
    public String product(
            ContentKind kind,
            Material.Product product,
            Facts facts,
            ToIntFunction<String> tokens,
            int limit,
            List<String> notes) {
        if (folder.productSource() == ProductSource.TITLE) {
            return ProductSource.listing(product, tokens, limit, notes);
        }
        return switch (kind) {
            case REASON -> facts.source(tokens, limit, notes);
            case THEME -> {
                String title = Normal.runningText(product.title());
                yield title.isEmpty() ? String.join("", facts.nouns()) : title;
            }
            default -> Normal.runningText(product.title());
        };
    }
}
