package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.m6flow.generator.GeneratorException;
import org.junit.jupiter.api.Test;

/** Which devices a setting means, on machines with and without GPUs. */
class DevicesTest {
    @Test
    void autoTakesAllGpusOrElseTheCpu() {
        assertThat(Torch.devices("auto", 0)).containsExactly(Device.cpu());
        assertThat(Torch.devices("auto", 2)).containsExactly(Device.gpu(0), Device.gpu(1));
    }

    @Test
    void cpuStaysOnTheCpu() {
        assertThat(Torch.devices("cpu", 4)).containsExactly(Device.cpu());
    }

    @Test
    void gpuMeansAllAndGpuNOneOfThem() {
        assertThat(Torch.devices("gpu", 2)).containsExactly(Device.gpu(0), Device.gpu(1));
        assertThat(Torch.devices("gpu:1", 2)).containsExactly(Device.gpu(1));
    }

    @Test
    void aGpuThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> Torch.devices("gpu", 0))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("device gpu was asked for");
        assertThatThrownBy(() -> Torch.devices("gpu:2", 2))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("gpu:0 to gpu:1");
    }

    @Test
    void devicesHaveTheNamesThatAreAskedFor() {
        assertThat(Torch.name(Device.cpu())).isEqualTo("cpu");
        assertThat(Torch.name(Device.gpu(3))).isEqualTo("gpu:3");
    }
}
