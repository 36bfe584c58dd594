package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.GeneratorException;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model reads of a product that was trained to read titles too. */
class ProductSourceTest {
    private static final Material.Product KIWI = new Material.Product(
            "周至徐香猕猴桃: 5斤装",
            "生鲜/水果",
            List.of(new Attribute("产地", "陕西周至"), new Attribute("口感", "酸;甜"), new Attribute("空", " ")));

    private static final String FREE = "\"bounded_copy\" ?: ?false";

    @TempDir
    private static Path folder;

    private static ModelFolder titled;

    @BeforeAll
    static void write() {
        new NewModel(16, 1, 2, 24, 256).write(folder, Path.of("src/test/resources/m6-nano/tokenizer.json"), 1);
        titled = ModelFolder.open(folder);
    }

    private static String listing(Material.Product product, int limit, List<String> notes) {
        return ProductSource.listing(product, String::length, limit, notes);
    }

    @Test
    void titleAndCategoryComeBeforeTheAttributes() {
        assertThat(listing(KIWI, 100, new ArrayList<>())).isEqualTo("标题:周至徐香猕猴桃：5斤装;类别:水果;产地:陕西周至;口感:酸；甜");
    }

    @Test
    void whatIsEmptyIsLeftOut() {
        Material.Product bare = new Material.Product("", "", List.of(new Attribute("类型", "上衣")));
        assertThat(listing(bare, 100, new ArrayList<>())).isEqualTo("类型:上衣");
    }

    @Test
    void attributesAreDroppedFromTheLastAndCounted() {
        List<String> notes = new ArrayList<>();
        int all = listing(KIWI, 100, notes).length();
        assertThat(notes).isEmpty();
        assertThat(listing(KIWI, all - 1, notes)).isEqualTo("标题:周至徐香猕猴桃：5斤装;类别:水果;产地:陕西周至");
        assertThat(notes).singleElement().asString().contains("dropped the last 1 of 4");
    }

    @Test
    void everyKindReadsTheSame() {
        Frames frames = Frames.of(titled);
        Facts facts = Facts.of(KIWI, Garments.read());
        for (ContentKind kind : List.of(ContentKind.REASON, ContentKind.THEME, ContentKind.HINT, ContentKind.BADGE)) {
            assertThat(frames.product(kind, KIWI, facts, String::length, 100, new ArrayList<>()))
                    .isEqualTo(listing(KIWI, 100, new ArrayList<>()));
        }
        assertThat(frames.version()).isNotEqualTo(Frames.of(Nano.folder()).version());
    }

    @Test
    void hintsAndBadgesAreWrittenFreelyWithinTheirLength() {
        assertThat(written(titled, ContentKind.HINT).decoding.maxTokens()).isEqualTo(10);
        assertThat(written(titled, ContentKind.BADGE).decoding.maxTokens()).isEqualTo(6);
        assertThat(new PromptTemplates(Nano.folder()).plan(Prompt.of("p", ContentKind.HINT, KIWI, 1)))
                .isInstanceOf(Plan.Pick.class);
    }

    @Test
    void hintsAndBadgesOfABoundedModelArePickedFromTheProductsWords(@TempDir Path other) throws IOException {
        new NewModel(16, 1, 2, 24, 1024).write(other, Path.of("src/test/resources/m6-nano/tokenizer.json"), 1);
        Path generation = other.resolve("generation_config.json");
        String free = Files.readString(generation);
        assertThat(free).containsPattern(FREE);
        Files.writeString(generation, free.replaceFirst(FREE, "\"bounded_copy\": true, \"copy_free\": [\"厨具\"]"));
        ModelFolder bounded = ModelFolder.open(other);
        Material.Product pan = new Material.Product(KIWI.title(), "厨具/锅", KIWI.attributes());
        for (ContentKind kind : List.of(ContentKind.HINT, ContentKind.BADGE)) {
            assertThat(new PromptTemplates(bounded).plan(Prompt.of("p", kind, KIWI, 1)))
                    .isInstanceOf(Plan.Pick.class);
            assertThat(new PromptTemplates(bounded).plan(Prompt.of("p", kind, pan, 1)))
                    .isInstanceOf(Plan.Write.class);
        }
    }

    @Test
    void aGarmentsReasonIsAsLongAsItsFactsAreManyAndOtherGoodsEndWhenTheyMay(@TempDir Path other) throws IOException {
        new NewModel(16, 1, 2, 24, 1024).write(other, Path.of("src/test/resources/m6-nano/tokenizer.json"), 1);
        Path generation = other.resolve("generation_config.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(generation.toFile());
        json.put("bounded_copy", true);
        ((ObjectNode) json.at("/task_defaults/copy")).put("min_new_tokens", 60);
        Files.writeString(generation, json.toString());
        ModelFolder bounded = ModelFolder.open(other);
        Material.Product skirt = new Material.Product("半身裙", "女装/半身裙", List.of(new Attribute("腰型", "高腰")));
        Material.Product richer = new Material.Product("高腰雪纺碎花半身裙", "女装/半身裙", skirt.attributes());
        assertThat(least(bounded, skirt)).isEqualTo(2 * 16);
        assertThat(least(bounded, richer)).isEqualTo(60);
        assertThat(least(bounded, KIWI)).isEqualTo(1);
    }

    private static int least(ModelFolder model, Material.Product product) {
        Plan plan = new PromptTemplates(model).plan(Prompt.of("p", ContentKind.REASON, product, 1));
        return ((Plan.Write) plan).decoding.minTokens();
    }

    private static Plan.Write written(ModelFolder model, ContentKind kind) {
        return (Plan.Write) new PromptTemplates(model).plan(Prompt.of("p", kind, KIWI, 1));
    }

    @Test
    void aTitleAloneIsEnoughForAReason() {
        Material.Product titleOnly = new Material.Product("A", "", List.of());
        PromptTemplates templates = new PromptTemplates(titled);
        assertThat(templates.plan(Prompt.of("p", ContentKind.REASON, titleOnly, 1)))
                .isInstanceOf(Plan.Write.class);
        Material.Product nothing = new Material.Product("", "", List.of());
        assertThat(templates.plan(Prompt.of("p", ContentKind.REASON, nothing, 1)))
                .isInstanceOf(Plan.Decline.class);
    }

    @Test
    void anUnknownSourceIsRefused() {
        assertThatThrownBy(() -> ProductSource.of("titles"))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("titles");
        assertThat(ProductSource.of("attributes")).isEqualTo(ProductSource.ATTRIBUTES);
    }
}
