package io.m6flow.generator.m6;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder as the Qwen2 family is published: random weights, a hand-made vocabulary, a chat template. */
public final class TinyQwen2 {
    /** Ids past the vocabulary: real checkpoints have some hundreds. */
    private static final int PADDING = 200;

    /** A conversation in the usual form, with a system text of its own where none is given. */
    static final String TEMPLATE = """
            {%- if messages[0]['role'] != 'system' %}
                {{- '<|im_start|>system\\nBe kind.<|im_end|>\\n' }}
            {%- endif %}
            {%- for message in messages %}
                {%- if (message.role == "user") or (message.role == "system" and loop.first) %}
                    {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}
                {{- '<|im_start|>assistant\\n' }}
            {%- endif %}
            """;

    private TinyQwen2() {}

    /** Writes such a folder in so many shards, in bfloat16. */
    public static Path write(Path folder, int shards) {
        TinyTokenizer tokenizer = TinyTokenizer.chinese();
        TinyModel model = new TinyModel(new TinyModel.Sizes(32, 2, 4, 2, 16, 48, tokenizer.size() + PADDING), false)
                .with("max_position_embeddings", 4096)
                .with("rope_theta", 1_000_000)
                .with("torch_dtype", "bfloat16")
                .with("use_sliding_window", false)
                .with("rope_scaling", null);
        TinyModel.json(folder.resolve("config.json"), model.config);
        TinyModel.json(folder.resolve("tokenizer.json"), tokenizer.json());
        TinyModel.json(
                folder.resolve("tokenizer_config.json"),
                Map.of("chat_template", TEMPLATE, "eos_token", TinyTokenizer.END));
        TinyModel.json(
                folder.resolve("generation_config.json"),
                Map.of(
                        "eos_token_id",
                        List.of(tokenizer.id(TinyTokenizer.END), tokenizer.id(TinyTokenizer.OVER)),
                        "do_sample",
                        true,
                        "temperature",
                        0.7,
                        "top_p",
                        0.8,
                        "top_k",
                        20,
                        "repetition_penalty",
                        1.05));
        model.writeShards(folder, "BF16", shards);
        return folder;
    }
}
