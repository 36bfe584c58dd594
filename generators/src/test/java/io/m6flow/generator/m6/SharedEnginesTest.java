package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import org.junit.jupiter.api.Test;

class SharedEnginesTest {
    private static final GeneratorSettings SETTINGS =
            GeneratorSettings.defaults().withDevice("cpu").withSlots(4).withThreads(1);

    @Test
    void leasesShareOneEngineUntilTheLastIsGivenBack() {
        int before = SharedEngines.running();
        TextGenerator first = SharedEngines.lease(SETTINGS);
        TextGenerator second = SharedEngines.lease(SETTINGS.withSlots(8));
        assertThat(SharedEngines.running()).isEqualTo(before + 1);
        assertThat(second.card()).isSameAs(first.card());
        first.close();
        first.close();
        assertThat(SharedEngines.running()).isEqualTo(before + 1);
        Prompt prompt = Prompt.of("x", ContentKind.THEME, new Material.Text("纯棉碎花连衣裙"), 1);
        assertThat(second.generate(prompt).join()).isInstanceOf(Generation.Written.class);
        second.close();
        assertThat(SharedEngines.running()).isEqualTo(before);
    }

    @Test
    void theEmbeddedModelIsUnpackedOnceAndChecked() {
        ModelFolder once = EmbeddedModel.open();
        ModelFolder again = EmbeddedModel.open();
        assertThat(again.path()).isEqualTo(once.path());
        assertThat(again.digest()).isEqualTo(Nano.folder().digest());
        assertThat(once.path().resolve("LICENSE")).exists();
    }
}
