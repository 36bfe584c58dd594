package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
    private static final String BEFORE = "<|im_start|>system\nSYS {{ 1 }} \\n<|im_end|>\n<|im_start|>user\nASK\n\n";
    private static final String AFTER = "<|im_end|>\n<|im_start|>assistant\n";

    /** The same conversation on one line, with line breaks inside of its strings. */
    private static final String ONE_LINE = "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\n'"
            + " + message['content'] + '<|im_end|>' + '\n'}}{% endfor %}{% if add_generation_prompt %}"
            + "{{ '<|im_start|>assistant\n' }}{% endif %}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {TinyQwen2.TEMPLATE, ONE_LINE})
    void rendersWhatStandsAroundTheMaterial(String template) {
        assertThat(around(template)).isEqualTo(new ChatTemplate.Around(BEFORE, AFTER));
    }

    @Test
    void takesTheDefaultAmongSeveralAndAFileOfItsOwnBeforeThem() throws IOException {
        config(List.of(
                Map.of("name", "tool_use", "template", "tools"), Map.of("name", "default", "template", ONE_LINE)));
        assertThat(read().after()).isEqualTo(AFTER);
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[1].content }}!\n");
        assertThat(read()).isEqualTo(new ChatTemplate.Around("ASK\n\n", "!"));
        Files.delete(folder.resolve("tokenizer_config.json"));
        assertThat(read().after()).isEqualTo("!");
    }

    @Test
    void namesTheTokensThatAFileWraps() {
        TinyModel.json(
                folder.resolve("tokenizer_config.json"),
                Map.of(
                        "bos_token",
                        Map.of("content", "<s>"),
                        "eos_token",
                        "</s>",
                        "chat_template",
                        "{{ bos_token }}{{ messages[1]['content'] }}{{ eos_token }}"));
        assertThat(read()).isEqualTo(new ChatTemplate.Around("<s>ASK\n\n", "</s>"));
    }

    @Test
    void refusesATemplateThatDropsOrRepeatsWhatTheUserSays() {
        assertThatThrownBy(() -> around("{{ messages[0].content }}"))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("0 times");
        assertThatThrownBy(() -> around("{% for m in messages %}{{ m.content }}{{ messages[1].content }}{% endfor %}"))
                .hasMessageContaining("3 times");
    }

    @Test
    void refusesATemplateThatIsBrokenOrMissing() {
        assertThatThrownBy(() -> around("{% for m in messages %}{{ m.content"))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("chat_template");
        TinyModel.json(folder.resolve("tokenizer_config.json"), Map.of());
        assertThatThrownBy(this::read)
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("no chat_template")
                .hasMessageContaining("Instruct");
    }

    private ChatTemplate.Around around(String template) {
        config(template);
        return read();
    }

    private void config(Object template) {
        TinyModel.json(folder.resolve("tokenizer_config.json"), Map.of("chat_template", template));
    }

    private ChatTemplate.Around read() {
        return ChatTemplate.of(folder).around("SYS {{ 1 }} \\n", "ASK\n\n");
    }
}
