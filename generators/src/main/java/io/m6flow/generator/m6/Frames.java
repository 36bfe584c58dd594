package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** How a model is told what to write: what stands around a source, and how a product is put into words. Immutable. */
sealed interface Frames permits TaskFrames, ChatFrames {

    static Frames of(ModelFolder folder) {
        return folder.config().type().equals("qwen2") ? ChatFrames.of(folder) : new TaskFrames(folder);
    }

    /** Changes with every change of what stands around a source, and of bounds and defaults that go with it. */
    String version();

    /** The task whose words and likelihoods serve this kind, or null where the model cannot answer it. */
    @Nullable
    String task(ContentKind kind);

    /** How many tokens stand around a source. */
    int size(String task);

    /** The whole of what the model reads: the tokens of a source in their frame. */
    int[] around(String task, int[] source);

    /**
     * What the model is told of a product for this kind; empty when there is nothing to tell.
     *
     * @param limit tokens of it at most; facts are dropped from the last
     * @param notes takes what was dropped
     */
    String product(
            ContentKind kind,
            Material.Product product,
            Facts facts,
            ToIntFunction<String> tokens,
            int limit,
            List<String> notes);
}
