package io.m6flow.generator.m6;

import ai.djl.Device;
import io.m6flow.generator.GeneratorSettings;
import io.m6flow.generator.Tuning;

/** Opens networks on one device, in the number type that was asked for or is the faster one there. */
final class DeviceNetworks implements Networks {
    private final ModelFolder folder;
    private final Weights weights;
    private final Device device;
    private final GeneratorSettings settings;

    DeviceNetworks(ModelFolder folder, Weights weights, Device device, GeneratorSettings settings) {
        this.folder = folder;
        this.weights = weights;
        this.device = device;
        this.settings = settings;
    }

    @Override
    public Network open() {
        return open(half());
    }

    private Network open(boolean half) {
        Vocabulary vocabulary = folder.vocabulary();
        return TorchNetwork.load(
                folder.config(),
                weights,
                device,
                Hands.of(settings, device.isGpu()).writing(),
                half,
                id -> vocabulary.isEnd(id) || vocabulary.isText(id));
    }

    private boolean half() {
        Tuning tuning = settings.tuning();
        return switch (tuning.precision()) {
            case FP32 -> false;
            case BF16 -> true;
            case AUTO -> !tuning.exact() && measured().halfIsFaster();
        };
    }

    private Speeds measured() {
        ModelConfig sizes = folder.config();
        String key = "%dx%dx%d-v%d-%s-%d"
                .formatted(
                        sizes.layers(),
                        sizes.hidden(),
                        sizes.feedForward(),
                        sizes.vocabulary(),
                        Torch.name(device).replace(':', '-'),
                        Hands.of(settings, device.isGpu()).writing());
        return Speeds.keptOrMeasured(key, Torch.version(), () -> time(false), () -> time(true));
    }

    private double time(boolean half) {
        try (Network network = open(half)) {
            return Speeds.secondsPerStep(network);
        }
    }
}
