package io.m6flow.generator.m6;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A vocabulary of byte pairs merged into longer pieces, as the Qwen2 family has it. Hugging Face's library cuts text into
 * tokens; it is told of no control token, so that none can be matched in text from outside.
 */
final class ByteLevelVocabulary implements Vocabulary {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final int[] NO_TOKENS = {};

    static {
        // Before the library's first class is loaded: its native part comes out of its jar, never from elsewhere.
        System.setProperty("ai.djl.offline", "true");
    }

    private final Controls controls;
    private final Spelling spelling;
    private final HuggingFaceTokenizer tokenizer;
    /** Texts are often cut character by character: one call into the library costs more than a look here. */
    private final AtomicReferenceArray<int[]> characters = new AtomicReferenceArray<>(1 << 16);

    private ByteLevelVocabulary(Controls controls, Spelling spelling, HuggingFaceTokenizer tokenizer) {
        this.controls = controls;
        this.spelling = spelling;
        this.tokenizer = tokenizer;
        CLEANER.register(this, tokenizer::close);
    }

    static ByteLevelVocabulary of(JsonNode json, Controls controls) {
        boolean bytes = json.path("pre_tokenizer").findValuesAsText("type").contains("ByteLevel");
        if (!bytes || !json.path("model").path("type").asText("BPE").equals("BPE")) {
            throw new GeneratorException("tokenizer.json holds merges, but not of type BPE over ByteLevel:"
                    + " that is the one kind with merges that is read");
        }
        return new ByteLevelVocabulary(controls, spelling(json, controls), library(json, controls));
    }

    private static Spelling spelling(JsonNode json, Controls controls) {
        JsonNode vocab = json.path("model").path("vocab");
        int size = 0;
        for (JsonNode id : vocab) {
            size = Math.max(size, id.asInt() + 1);
        }
        for (int id : controls.ids().values()) {
            size = Math.max(size, id + 1);
        }
        byte[][] spelled = Spelling.none(size);
        int[] letters = ByteLetters.values();
        for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
            if (!controls.has(entry.getKey())) {
                spelled[entry.getValue().asInt()] = bytes(entry.getKey(), letters);
            }
        }
        for (int value = 0; value < 256; value++) {
            if (!vocab.has(ByteLetters.letter(value))) {
                throw new GeneratorException("tokenizer.json lacks a token for the byte %02X".formatted(value));
            }
        }
        return new Spelling(spelled);
    }

    /** Nothing for a token that is not written in the letters of bytes, which text can never become. */
    private static byte[] bytes(String token, int[] letters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < token.length(); i++) {
            int value = token.charAt(i) < letters.length ? letters[token.charAt(i)] : -1;
            if (value < 0) {
                return new byte[0];
            }
            out.write(value);
        }
        return out.toByteArray();
    }

    /** The library's tokenizer without control tokens, and without whatever adds, pads or cuts. */
    private static HuggingFaceTokenizer library(JsonNode json, Controls controls) {
        ObjectNode bare = json.deepCopy();
        bare.putArray("added_tokens");
        bare.putNull("post_processor");
        bare.putNull("truncation");
        bare.putNull("padding");
        if (bare.path("model").path("vocab") instanceof ObjectNode vocab) {
            vocab.remove(controls.ids().keySet());
        }
        try {
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(JSON.writeValueAsBytes(bare)),
                    Map.of("addSpecialTokens", "false", "padding", "false", "truncation", "false"));
        } catch (IOException | RuntimeException e) {
            throw new GeneratorException("tokenizer.json cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Controls controls() {
        return controls;
    }

    @Override
    public Spelling spelling() {
        return spelling;
    }

    @Override
    public int codePointOf(int id) {
        return spelling.codePointOf(id);
    }

    @Override
    public int idOf(int codePoint) {
        int[] ids = encode(Character.toString(codePoint));
        return ids.length == 1 && codePointOf(ids[0]) == codePoint ? ids[0] : -1;
    }

    @Override
    public int[] encode(String text) {
        if (text.isEmpty()) {
            return NO_TOKENS;
        }
        if (text.length() > 1) {
            return cut(text);
        }
        int[] known = characters.get(text.charAt(0));
        if (known == null) {
            known = cut(text);
            characters.set(text.charAt(0), known);
        }
        return known.clone();
    }

    private int[] cut(String text) {
        // Half a surrogate pair, which the library would not take, becomes a question mark.
        String whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        try {
            return Arrays.stream(tokenizer.encode(whole, false, false).getIds())
                    .mapToInt(Math::toIntExact)
                    .toArray();
        } finally {
            // Or the cleaner might close the tokenizer in the middle of this call.
            Reference.reachabilityFence(this);
        }
    }
}
