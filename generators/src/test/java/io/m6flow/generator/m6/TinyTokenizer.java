package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A byte-level vocabulary made by hand, in the form in which the Qwen2 family has it. */
final class TinyTokenizer {
    static final String START = "<|im_start|>";
    static final String END = "<|im_end|>";
    static final String OVER = "<|endoftext|>";
    static final String CALL = "<tool_call>";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Integer> vocab = new LinkedHashMap<>();
    private final List<String> merges = new ArrayList<>();
    private final Map<String, Integer> added = new LinkedHashMap<>();

    private TinyTokenizer() {}

    /** All bytes, the pieces 连衣裙, 纯棉 and 的, one piece across two characters, then four control tokens. */
    static TinyTokenizer chinese() {
        TinyTokenizer tokenizer = new TinyTokenizer();
        for (int value = 0; value < 256; value++) {
            tokenizer.vocab.put(ByteLetters.letter(value), value);
        }
        for (String character : List.of("的", "，", "。", "连", "衣", "裙", "纯", "棉", "这", "款")) {
            tokenizer.join(letters(character).split(""));
        }
        tokenizer.join(letters("连"), letters("衣"));
        tokenizer.join(letters("连衣"), letters("裙"));
        tokenizer.join(letters("纯"), letters("棉"));
        tokenizer.join(letters("红").substring(2), letters("色").substring(0, 1));
        for (String control : List.of(OVER, START, END, CALL)) {
            tokenizer.added.put(control, tokenizer.vocab.size() + tokenizer.added.size());
        }
        return tokenizer;
    }

    private static String letters(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(ByteLetters.letter(b & 0xff));
        }
        return out.toString();
    }

    /** Merges these pieces from left to right. */
    private void join(String... pieces) {
        String whole = pieces[0];
        for (int i = 1; i < pieces.length; i++) {
            merges.add(whole + " " + pieces[i]);
            whole += pieces[i];
            vocab.putIfAbsent(whole, vocab.size());
        }
    }

    /** How many ids there are, control tokens included. */
    int size() {
        return vocab.size() + added.size();
    }

    int id(String control) {
        return added.get(control);
    }

    /** The {@code tokenizer.json}. */
    ObjectNode json() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        added.forEach((name, id) -> json.withArray("added_tokens")
                .addObject()
                .put("id", id)
                .put("content", name)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", !name.equals(CALL)));
        json.putObject("normalizer").put("type", "NFC");
        ObjectNode split = json.putObject("pre_tokenizer").put("type", "Sequence");
        split.withArray("pretokenizers")
                .addObject()
                .put("type", "Split")
                .put("behavior", "Isolated")
                .put("invert", false)
                .putObject("pattern")
                .put("Regex", "\\p{L}+|\\p{N}|[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s+");
        split.withArray("pretokenizers").add(byteLevel());
        json.set("post_processor", byteLevel());
        json.set("decoder", byteLevel());
        ObjectNode model = json.putObject("model").put("type", "BPE").putNull("unk_token");
        model.set("vocab", JSON.valueToTree(vocab));
        model.set("merges", JSON.valueToTree(merges));
        return json;
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", false)
                .put("use_regex", false);
    }

    Vocabulary vocabulary() {
        return Vocabulary.of(json(), List.of(id(END), id(OVER)));
    }
}
