package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are chosen for a task.
 *
 * @param sample draw at random rather than take the best
 * @param topP draw from the best tokens that hold this share of the probability; 1 for all
 * @param topK draw from this many best tokens at most; 0 for all
 * @param noRepeat no run of this many tokens comes twice; 0 for no such bound
 * @param minTokens the end may not come before this many tokens
 * @param maxTokens the text is cut here
 * @param forbidden runs of tokens that may not come
 * @param copy bounds for a text that must copy its source, or null
 */
record Decoding(
        boolean sample,
        double temperature,
        double topP,
        int topK,
        int noRepeat,
        int minTokens,
        int maxTokens,
        List<List<Integer>> forbidden,
        @Nullable Copy copy) {

    /**
     * @param window how many source characters ahead may come next
     * @param tail how few source characters must be left before the end may come
     * @param leaveOut nats that every unit costs that is left out though it says what is said nowhere else, 0 for none
     * @param keepFacts whether facts stay that the speaker does not take back
     * @param dropSure whether sounds of hesitation and what is said twice go without asking the model
     */
    record Copy(int window, int tail, double leaveOut, boolean keepFacts, boolean dropSure) {
        Copy(int window, int tail) {
            this(window, tail, 0, false, false);
        }

        static Copy of(JsonNode guard) {
            return new Copy(
                    guard.path("window").asInt(24),
                    guard.path("tail").asInt(12),
                    guard.path("leave_out").asDouble(0),
                    guard.path("keep_facts").asBoolean(false),
                    guard.path("drop_sure").asBoolean(false));
        }
    }

    Decoding {
        forbidden = forbidden.stream().map(List::copyOf).toList();
        if (temperature <= 0 || topP <= 0 || topP > 1 || topK < 0 || minTokens < 0 || maxTokens < 1) {
            throw new IllegalArgumentException("decoding needs temperature > 0, 0 < top_p <= 1, top_k >= 0,"
                    + " min >= 0 and max >= 1 tokens, but has temperature " + temperature + ", top_p " + topP
                    + ", top_k " + topK + ", min " + minTokens + ", max " + maxTokens);
        }
    }

    static Decoding greedy(int maxTokens) {
        return new Decoding(false, 1, 1, 0, 0, 0, maxTokens, List.of(), null);
    }

    /** Reads one task's entry of {@code generation_config.json}; what it leaves out is taken from the file's top. */
    static Decoding of(JsonNode task, JsonNode top) {
        JsonNode guard = task.path("source_subsequence_guard");
        return new Decoding(
                pick(task, top, "do_sample").asBoolean(false),
                pick(task, top, "temperature").asDouble(1),
                pick(task, top, "top_p").asDouble(1),
                pick(task, top, "top_k").asInt(0),
                pick(task, top, "no_repeat_ngram_size").asInt(0),
                pick(task, top, "min_new_tokens").asInt(1),
                pick(task, top, "max_new_tokens").asInt(192),
                forbidden(pick(task, top, "bad_words_ids")),
                guard.isObject() ? Copy.of(guard) : null);
    }

    private static JsonNode pick(JsonNode task, JsonNode top, String key) {
        return task.has(key) ? task.path(key) : top.path(key);
    }

    private static List<List<Integer>> forbidden(JsonNode runs) {
        List<List<Integer>> all = new ArrayList<>();
        for (JsonNode run : runs) {
            List<Integer> ids = new ArrayList<>();
            run.forEach(id -> ids.add(id.asInt()));
            if (!ids.isEmpty()) {
                all.add(ids);
            }
        }
        return all;
    }

    Decoding withTokens(int min, int max) {
        return new Decoding(sample, temperature, topP, topK, noRepeat, min, max, forbidden, copy);
    }

    /** The same, but drawn where the best token would be taken. */
    Decoding drawn(double newTemperature, double newTopP) {
        return sample
                ? this
                : new Decoding(true, newTemperature, newTopP, 0, noRepeat, minTokens, maxTokens, forbidden, copy);
    }
}
