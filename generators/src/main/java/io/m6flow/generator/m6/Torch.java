package io.m6flow.generator.m6;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import io.m6flow.generator.GeneratorException;

/** The PyTorch engine of this process: started offline, and asked for a device. */
final class Torch {
    static {
        // Before the engine's first class is loaded: no download, no usage report.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private Torch() {}

    /** Chooses {@code cpu} or {@code gpu}; {@code auto} takes a GPU where there is one. */
    static Device device(String asked) {
        int gpus = engine().getGpuCount();
        return switch (asked) {
            case "cpu" -> Device.cpu();
            case "auto" -> gpus > 0 ? Device.gpu() : Device.cpu();
            case "gpu" -> {
                if (gpus == 0) {
                    throw new GeneratorException("device gpu was asked for, but PyTorch sees none: either this machine"
                            + " has no GPU, or only the CPU build of PyTorch is on the class path");
                }
                yield Device.gpu();
            }
            default -> throw new GeneratorException("device must be auto, cpu or gpu, was '" + asked + "'");
        };
    }

    private static Engine engine() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw new GeneratorException("PyTorch does not start on this machine: " + e.getMessage(), e);
        }
    }
}
