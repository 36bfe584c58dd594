package io.m6flow.generator.m6;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Set;

/** A model folder opened for training: pairs become the tokens that serving would read. Immutable. */
public final class TrainableModel {
    private static final String CONTINUE = "continue";
    private static final Set<String> TASKS_OF_TEXT =
            Set.of(ContentKind.SCRIPT.task(), ContentKind.SUMMARY.task(), "title", CONTINUE);

    private final ModelFolder folder;
    private final Frames frames;
    private final Garments garments = Garments.read();

    private TrainableModel(ModelFolder folder) {
        this.folder = folder;
        this.frames = Frames.of(folder);
    }

    public static TrainableModel open(Path folder) {
        return new TrainableModel(ModelFolder.open(folder));
    }

    /** How many tokens a source and its target may have together. */
    public int mostTokens() {
        return folder.config().maxPositions();
    }

    /** What the folder's files are known by. */
    public String digest() {
        return folder.digest();
    }

    /** In words: layers by width, and so on. */
    public String shape() {
        ModelConfig config = folder.config();
        return "%d layers, hidden %d, %d heads, feed-forward %d, vocabulary %d"
                .formatted(config.layers(), config.hidden(), config.heads(), config.feedForward(), config.vocabulary());
    }

    /** Whether the tokenizer has a control token for this task. */
    public boolean knows(String task) {
        return folder.vocabulary().hasControl("<" + task + ">");
    }

    /** A product as serving words it for this kind, and what is to be written of it. */
    public Lesson lesson(ContentKind kind, Material.Product product, String target) {
        Facts facts = Facts.of(product, garments);
        String source = frames.product(kind, product, facts, this::count, mostTokens(), new ArrayList<>());
        return lesson(kind.task(), encode(source), encode(Normal.runningText(target)));
    }

    /**
     * A text and what is to be written of it.
     *
     * @param task such as {@code clean}; for the tasks of products the text is what the model reads of one
     */
    public Lesson lesson(String task, String source, String target) {
        String normal = TASKS_OF_TEXT.contains(task) ? Normal.runningText(source) : Normal.source(source);
        return lesson(task, encode(normal), encode(Normal.runningText(target)));
    }

    /** The tokens of running text. */
    public int[] tokens(String text) {
        return encode(Normal.runningText(text));
    }

    /** The rest of a text, to be written from its first so many tokens. */
    public Lesson continuation(int[] text, int given) {
        return lesson(CONTINUE, Arrays.copyOf(text, given), Arrays.copyOfRange(text, given, text.length));
    }

    private Lesson lesson(String task, int[] source, int[] target) {
        if (source.length == 0 || target.length == 0) {
            throw new IllegalArgumentException("the " + (source.length == 0 ? "source" : "target") + " is empty");
        }
        int[] ended = Arrays.copyOf(target, target.length + 1);
        ended[target.length] = folder.vocabulary().end();
        return new Lesson(frames.around(task, source), ended);
    }

    private int[] encode(String text) {
        return folder.vocabulary().encode(text);
    }

    private int count(String text) {
        return encode(text).length;
    }

    /** The network with the folder's weights; the calling thread is the one to use it. */
    public TrainingNetwork network(int threads) {
        Weights weights = Weights.check(Safetensors.open(folder.weightFiles()), folder.config());
        return TrainingNetwork.load(folder.config(), weights, threads);
    }
}
