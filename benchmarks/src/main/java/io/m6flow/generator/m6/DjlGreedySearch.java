package io.m6flow.generator.m6;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.nlp.generate.CausalLMOutput;
import ai.djl.modality.nlp.generate.SearchConfig;
import ai.djl.modality.nlp.generate.TextGenerator;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.LambdaBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.Prompt;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * DJL's own greedy search over the same weights: the baseline that the engine is measured against.
 *
 * <p>The search runs every batch to one length and knows no bounds; the end token is kept from being the best, so that
 * each row goes on to that length. Confined to the thread that opens it.
 */
public final class DjlGreedySearch implements AutoCloseable {
    private final BenchedModel benched;
    private final Model model;
    private final Predictor<NDList, CausalLMOutput> predictor;

    private DjlGreedySearch(BenchedModel benched, Model model) {
        this.benched = benched;
        this.model = model;
        this.predictor = model.newPredictor(new Pass());
    }

    /** Loads the weights in fp32; a null folder is the embedded model. */
    public static DjlGreedySearch open(@Nullable String modelDir, String deviceName, int threads) {
        BenchedModel benched = BenchedModel.open(modelDir);
        Device device = Torch.devices(deviceName).get(0);
        Model model = Model.newInstance("djl-greedy", device, "PyTorch");
        JniUtils.setGradMode(false);
        JniUtils.setNumThreads(threads);
        NDManager manager = model.getNDManager();
        NDArrayNetwork network =
                new NDArrayNetwork(benched.folder().config(), benched.weights().load(manager), benched.end(), manager);
        model.setBlock(new LambdaBlock(network::forward, "m6"));
        return new DjlGreedySearch(benched, model);
    }

    private static final class Pass implements NoBatchifyTranslator<NDList, CausalLMOutput> {
        @Override
        public NDList processInput(TranslatorContext context, NDList input) {
            return input;
        }

        @Override
        public CausalLMOutput processOutput(TranslatorContext context, NDList output) {
            return NDArrayNetwork.output(output);
        }
    }

    /** The tokens that the engine reads for this prompt; nothing for one that is not written freely. */
    public Optional<int[]> source(Prompt prompt) {
        return benched.write(prompt).map(write -> write.source);
    }

    /**
     * Writes so many tokens after each source, all rows side by side.
     *
     * @return per source its tokens
     */
    public long[][] write(List<int[]> sources, int tokens) {
        int width = sources.stream().mapToInt(s -> s.length).max().orElseThrow();
        int pad = benched.vocabulary().control("<pad>");
        long[][] padded = new long[sources.size()][width];
        for (int row = 0; row < padded.length; row++) {
            int[] source = sources.get(row);
            for (int t = 0; t < width; t++) {
                int at = t - (width - source.length);
                padded[row][t] = at < 0 ? pad : source[at];
            }
        }
        SearchConfig config = new SearchConfig();
        config.setPadTokenId(pad);
        config.setMaxSeqLength(width + tokens);
        try (NDManager batch = model.getNDManager().newSubManager()) {
            NDArray written = new TextGenerator(predictor, "greedy", config).generate(batch.create(padded));
            return rows(written.get(":, " + width + ":").toLongArray(), tokens);
        } catch (TranslateException e) {
            throw new GeneratorException("DJL's greedy search failed: " + e.getMessage(), e);
        }
    }

    private static long[][] rows(long[] flat, int width) {
        long[][] rows = new long[flat.length / width][width];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(flat, row * width, rows[row], 0, width);
        }
        return rows;
    }

    /** The text of these tokens. */
    String text(long[] tokens) {
        int[] ids = new int[tokens.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) tokens[i];
        }
        return benched.vocabulary().decode(ids);
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }
}
