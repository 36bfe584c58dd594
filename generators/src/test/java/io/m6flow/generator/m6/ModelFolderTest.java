package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders of the Qwen2 family: what is read from them, and what is refused by name. */
class ModelFolderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";

    @TempDir
    Path folder;

    @BeforeEach
    void write() {
        TinyQwen2.write(folder, 2);
    }

    @Test
    void readsAFolderAsItIsPublished() {
        ModelFolder model = ModelFolder.open(folder);
        assertThat(model.weightFiles()).containsExactly(folder.resolve(FIRST), folder.resolve(SECOND));
        assertThat(model.copy()).isEqualTo(new CopyBounds(false, Set.of(), 56, 0));
        assertThat(model.summaryExcerpt()).isFalse();
        assertThat(model.vocabulary().ends()).hasSize(2);
        Decoding copy = model.tasks().get("copy");
        assertThat(copy.sample()).isTrue();
        assertThat(copy.temperature()).isEqualTo(0.7);
        assertThat(copy.topK()).isEqualTo(20);
        assertThat(model.tasks().get("clean").sample()).isFalse();
        assertThat(model.tasks().get("clean").copy()).isEqualTo(new Decoding.Copy(24, 12));
    }

    @Test
    void aFoldersOwnTasksGoBeforeOurs() {
        edit(
                "generation_config.json",
                json -> json.putObject("task_defaults")
                        .putObject("copy")
                        .put("max_new_tokens", 33)
                        .put("temperature", 0.2));
        Decoding copy = ModelFolder.open(folder).tasks().get("copy");
        assertThat(copy.maxTokens()).isEqualTo(33);
        assertThat(copy.temperature()).isEqualTo(0.2);
        assertThat(copy.topP()).isEqualTo(0.8);
    }

    @Test
    void aFolderSaysWhatHoldsItsTextsToTheirSource() {
        edit(
                "generation_config.json",
                json -> json.put("copy_enough", 1).put("copy_mention", 10).put("summary_excerpt", true));
        ModelFolder model = ModelFolder.open(folder);
        assertThat(model.copy()).isEqualTo(new CopyBounds(false, Set.of(), 1, 10));
        assertThat(model.summaryExcerpt()).isTrue();
    }

    @Test
    void copyIsFreeInTheCategoriesThatItNamesAndBelowThem() {
        CopyBounds bounds = new CopyBounds(true, Set.of("生鲜", "宠物/猫粮"), 56, 0);
        assertThat(bounds.hold("生鲜")).isFalse();
        assertThat(bounds.hold("生鲜/水果")).isFalse();
        assertThat(bounds.hold("生鲜冷冻/虾")).isTrue();
        assertThat(bounds.hold("宠物")).isTrue();
        assertThat(bounds.hold("")).isTrue();
        assertThat(new CopyBounds(false, Set.of(), 56, 0).hold("")).isFalse();
        edit("generation_config.json", json -> json.put("copy_free", "生鲜"));
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("copy_free must be a list");
    }

    @ParameterizedTest
    @CsvSource({"copy_enough, 0", "copy_mention, -0.1", "copy_mention, 10.1"})
    void refusesBoundsThatMakeNoSense(String key, double value) {
        edit("generation_config.json", json -> json.put(key, value));
        refuses("generation_config.json", key);
    }

    @Test
    void theChatTemplateIsPartOfWhatAModelIs() {
        String before = ModelFolder.open(folder).digest();
        edit("tokenizer_config.json", json -> json.put("chat_template", "{{ messages[1].content }}"));
        assertThat(ModelFolder.open(folder).digest()).isNotEqualTo(before);
    }

    @Test
    void theEndMayStandInTheConfigurationAlone() throws IOException {
        Files.delete(folder.resolve("generation_config.json"));
        edit(
                "config.json",
                json -> json.put("eos_token_id", TinyTokenizer.chinese().id(TinyTokenizer.OVER)));
        Vocabulary vocabulary = ModelFolder.open(folder).vocabulary();
        assertThat(vocabulary.ends()).containsExactly(vocabulary.control(TinyTokenizer.OVER));
    }

    @Test
    void refusesAShardThatIsMissing() throws IOException {
        Files.delete(folder.resolve(SECOND));
        refuses(SECOND);
    }

    @Test
    void refusesAShardOutsideTheFolder() {
        place("model.norm.weight", "../" + FIRST);
        refuses("outside its folder", "../" + FIRST);
    }

    @Test
    void refusesATensorThatIsElsewhereThanTheIndexSays() {
        place("model.embed_tokens.weight", SECOND);
        refuses("model.embed_tokens.weight", SECOND, FIRST);
    }

    @Test
    void refusesATensorThatNoShardHolds() {
        place("model.ghost.weight", SECOND);
        refuses("model.ghost.weight", "none of the shards");
    }

    @Test
    void refusesATensorThatStandsTwice() {
        TinyModel model = new TinyModel(new TinyModel.Sizes(32, 2, 4, 2, 16, 48, 500), false);
        model.write(folder.resolve(FIRST), "BF16", List.copyOf(model.tensors.keySet()));
        refuses("stands twice", FIRST, SECOND);
    }

    @Test
    void refusesAnIndexThatNamesNothing() {
        TinyModel.json(folder.resolve("model.safetensors.index.json"), Map.of());
        refuses("weight_map");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rope_scaling | {\"type\":\"yarn\",\"factor\":4.0} | yarn",
                "rope_parameters | {\"rope_type\":\"linear\"} | linear",
                "use_sliding_window | true | use_sliding_window",
                "layer_types | [\"full_attention\",\"sliding_attention\"] | sliding_attention",
                "hidden_act | \"gelu\" | gelu",
                "quantization_config | {\"quant_method\":\"gptq\"} | gptq",
                "vocab_size | 100 | tokenizer.json has",
                "model_type | \"llama\" | llama",
            })
    void refusesWhatItWouldComputeWrongly(String key, String value, String named) {
        edit("config.json", json -> json.set(key, tree(value)));
        refuses(named);
    }

    @Test
    void takesTheBaseOfTheRotationWhereNewerFilesHaveIt() {
        edit("config.json", json -> json.remove("rope_theta"));
        edit(
                "config.json",
                json -> json.set("rope_parameters", tree("{\"rope_type\":\"default\",\"rope_theta\":5e5}")));
        assertThat(ModelFolder.open(folder).config().ropeTheta()).isEqualTo(5e5);
    }

    @Test
    void refusesBoundsThatNeedCharactersAndDecodingThatMakesNoSense() {
        edit("generation_config.json", json -> json.put("bounded_copy", true));
        refuses("bounded_copy");
        edit("generation_config.json", json -> json.put("bounded_copy", false).put("top_p", 3));
        refuses("generation_config.json", "top_p 3.0");
    }

    private void refuses(String... named) {
        assertThatThrownBy(() -> ModelFolder.open(folder))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContainingAll(named);
    }

    private void place(String tensor, String shard) {
        edit("model.safetensors.index.json", json -> ((ObjectNode) json.path("weight_map")).put(tensor, shard));
    }

    private interface Edit {
        Object apply(ObjectNode json);
    }

    private void edit(String file, Edit edit) {
        ObjectNode json = (ObjectNode) ModelFolder.json(folder.resolve(file));
        edit.apply(json);
        TinyModel.json(folder.resolve(file), json);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
