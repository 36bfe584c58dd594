package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a model was taught to tell speakers apart: a Jinja template, {@code chat_template} of {@code
 * tokenizer_config.json} or the file {@code chat_template.jinja}. It is given our own words only, never material from
 * outside.
 */
final class ChatTemplate {
    static final String CONFIG = "tokenizer_config.json";
    static final String FILE = "chat_template.jinja";

    /** Stands for the material while the template is rendered. */
    private static final String MATERIAL = "\ue000material\ue001";

    private final String source;
    private final Map<String, String> tokens;

    private ChatTemplate(String source, Map<String, String> tokens) {
        // As Jinja does: a template file's last line break is not part of it.
        this.source = source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
        this.tokens = Map.copyOf(tokens);
    }

    /** The text before and the text after the material. */
    record Around(String before, String after) {}

    static ChatTemplate of(Path folder) {
        Path file = folder.resolve(FILE);
        JsonNode config = Files.exists(folder.resolve(CONFIG)) || !Files.exists(file)
                ? ModelFolder.json(folder.resolve(CONFIG))
                : ModelFolder.nothing();
        Map<String, String> tokens =
                Map.of("bos_token", token(config.path("bos_token")), "eos_token", token(config.path("eos_token")));
        try {
            String source = Files.exists(file) ? Files.readString(file) : chosen(config.path("chat_template"));
            return new ChatTemplate(source, tokens);
        } catch (IOException e) {
            throw new GeneratorException("cannot read " + file.toAbsolutePath() + ": " + e, e);
        }
    }

    /** A template, or the one named default among several. */
    private static String chosen(JsonNode template) {
        for (JsonNode named : template) {
            if (named.path("name").asText().equals("default")) {
                return named.path("template").asText();
            }
        }
        if (!template.isTextual()) {
            throw new GeneratorException(CONFIG + " has no chat_template, nor is there a " + FILE
                    + ": a checkpoint that was taught to converse (Instruct) is needed");
        }
        return template.asText();
    }

    /** A token's name; some files wrap it into an object. */
    private static String token(JsonNode token) {
        return token.isObject() ? token.path("content").asText() : token.asText("");
    }

    /** A conversation of which the model has the next word: the system's text, then the user's with the material last. */
    Around around(String system, String user) {
        Map<String, Object> values = Map.of(
                "messages",
                List.of(
                        Map.of("role", "system", "content", system),
                        Map.of("role", "user", "content", user + MATERIAL)),
                "add_generation_prompt",
                true,
                "bos_token",
                tokens.getOrDefault("bos_token", ""),
                "eos_token",
                tokens.getOrDefault("eos_token", ""));
        RenderResult result = jinja().renderForResult(source, values);
        if (!result.getErrors().isEmpty()) {
            throw new GeneratorException(
                    "chat_template cannot be rendered: " + result.getErrors().get(0));
        }
        String[] parts = result.getOutput().split(MATERIAL, -1);
        if (parts.length != 2) {
            throw new GeneratorException(
                    "chat_template must give the user's words once, but gives them " + (parts.length - 1) + " times");
        }
        return new Around(parts[0], parts[1]);
    }

    /** Blanks around blocks and inside expressions are taken as Jinja itself takes them for these templates. */
    private static Jinjava jinja() {
        return new Jinjava(JinjavaConfig.newBuilder()
                .withTrimBlocks(true)
                .withLstripBlocks(true)
                .withNestedInterpretationEnabled(false)
                .withMaxOutputSize(1 << 20)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withKeepNullableLoopValues(true)
                        .withUsePyishObjectMapper(true)
                        .withEvaluateMapKeys(true)
                        .build())
                .build());
    }
}
