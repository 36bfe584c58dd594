package io.m6flow.generator.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Learns {@link ClaimModel} from the labelled sentences of {@code adlaw-more.jsonl} and {@code sentences.jsonl}, and from the
 * pairs of our own, which are lawful. {@code adlaw.jsonl} is an evaluation set and never learned from.
 * {@code docs/decisions/0029-a-model-beside-the-lexicon.md} tells how to run it.
 */
final class ClaimTrainer {
    private static final Path SENTENCES = Path.of("src/test/resources/io/m6flow/generator/law");
    private static final Path PAIRS = Path.of("..", "model-lab", "data");
    private static final Path SHIPPED = Path.of("src/main/resources/io/m6flow/generator/law/claims.model.gz");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SENTENCE_END = Pattern.compile("[。！]");
    private static final long SEED = 1;
    private static final int EPOCHS = 8;
    private static final int PLAIN = 6000;
    private static final int SHORTEST_PLAIN = 7;
    private static final float PLAIN_COUNTS = 0.3f;
    private static final float RATE = 0.3f;
    private static final float DECAY = 1e-4f;

    /** Of AdaGrad's sums, so that a first step divides by no zero. */
    private static final float FIRST_SQUARE = 1e-6f;

    /**
     * A text with what is known of it.
     *
     * @param counts how much it counts
     */
    record Sample(String text, boolean unlawful, float counts) {}

    /** The same as the places of its runs' weights. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Encoded(int[] places, float unlawful, float counts) {}

    private final float[] weights = new float[ClaimModel.SIZE];
    private final float[] squares = new float[ClaimModel.SIZE];
    private float bias;
    private float biasSquares = FIRST_SQUARE;

    private ClaimTrainer() {
        Arrays.fill(squares, FIRST_SQUARE);
    }

    /** Writes the model that ships. Run in the module's directory. */
    public static void main(String[] arguments) throws IOException {
        List<Sample> samples = new ArrayList<>(labelled());
        samples.addAll(plain());
        try (OutputStream out = Files.newOutputStream(SHIPPED)) {
            train(samples).write(out);
        }
    }

    /** Sentences of which somebody said whether they are lawful. */
    static List<Sample> labelled() throws IOException {
        List<Sample> samples = new ArrayList<>(labelled("adlaw-more.jsonl"));
        samples.addAll(labelled("sentences.jsonl"));
        return samples;
    }

    static List<Sample> labelled(String file) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(SENTENCES.resolve(file))) {
            JsonNode each = JSON.readTree(line);
            samples.add(new Sample(
                    each.path("text").asText(), each.path("verdict").asText().equals("violation"), 1));
        }
        return samples;
    }

    /** Sentences that people wrote to sell and that claim nothing unlawful. */
    static List<Sample> plain() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String line : Files.readAllLines(PAIRS.resolve("products.jsonl"))) {
            JSON.readTree(line).path("reason").forEach(reason -> texts.add(reason.asText()));
        }
        for (String line : Files.readAllLines(PAIRS.resolve("scripts.jsonl"))) {
            texts.addAll(
                    List.of(SENTENCE_END.split(JSON.readTree(line).path("clean").asText())));
        }
        texts.removeIf(text -> text.length() < SHORTEST_PLAIN);
        Collections.shuffle(texts, new Random(SEED));
        return texts.stream()
                .limit(PLAIN)
                .map(text -> new Sample(text, false, PLAIN_COUNTS))
                .toList();
    }

    /** The same model for the same samples in the same order. */
    static ClaimModel train(List<Sample> samples) {
        List<Encoded> encoded = new ArrayList<>();
        for (Sample sample : samples) {
            for (Excerpt excerpt : Excerpt.of(Lexicon.shipped().read(sample.text()))) {
                encoded.add(new Encoded(ClaimModel.places(excerpt), sample.unlawful() ? 1 : 0, sample.counts()));
            }
        }
        ClaimTrainer trainer = new ClaimTrainer();
        Random random = new Random(SEED);
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            Collections.shuffle(encoded, random);
            encoded.forEach(trainer::learn);
        }
        return trainer.model();
    }

    /** A step of AdaGrad (Duchi et al., JMLR 2011). */
    private void learn(Encoded sample) {
        float share = (float) (1 / Math.sqrt(sample.places().length));
        float sum = 0;
        for (int place : sample.places()) {
            sum += weights[place];
        }
        float error = (float) (ClaimModel.logistic(sum * share + bias) - sample.unlawful()) * sample.counts();
        for (int place : sample.places()) {
            float slope = error * share + DECAY * weights[place];
            squares[place] += slope * slope;
            weights[place] -= RATE * slope / (float) Math.sqrt(squares[place]);
        }
        biasSquares += error * error;
        bias -= RATE * error / (float) Math.sqrt(biasSquares);
    }

    private ClaimModel model() {
        float greatest = 0;
        for (float weight : weights) {
            greatest = Math.max(greatest, Math.abs(weight));
        }
        float scale = greatest / Byte.MAX_VALUE;
        byte[] bytes = new byte[weights.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(weights[i] / scale);
        }
        return new ClaimModel(bytes, scale, bias);
    }
}
