package io.m6flow.generator.m6;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import io.m6flow.generator.GeneratorException;
import java.util.List;
import java.util.stream.IntStream;

/** The PyTorch engine of this process: started offline, and asked for devices. */
final class Torch {
    private static final String GPU = "gpu:";

    static {
        // Before the engine's first class is loaded: no download, no usage report.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    private Torch() {}

    /** The devices for {@code auto} (the GPUs, or else the CPU), {@code cpu}, {@code gpu} (all of them) or {@code gpu:n}. */
    static List<Device> devices(String asked) {
        return devices(asked, engine().getGpuCount());
    }

    /** @throws GeneratorException when a GPU is asked for and not there */
    static List<Device> devices(String asked, int gpus) {
        if (asked.equals("cpu") || (asked.equals("auto") && gpus == 0)) {
            return List.of(Device.cpu());
        }
        if (gpus == 0) {
            throw new GeneratorException(
                    "device " + asked + " was asked for, but PyTorch sees none: either this machine"
                            + " has no GPU, or only the CPU build of PyTorch is on the class path; the README says how to get"
                            + " the CUDA build");
        }
        if (!asked.startsWith(GPU)) {
            return IntStream.range(0, gpus).mapToObj(Device::gpu).toList();
        }
        int number = Integer.parseInt(asked.substring(GPU.length()));
        if (number >= gpus) {
            throw new GeneratorException(
                    "device " + asked + " was asked for, but there are " + gpus + " GPUs, gpu:0 to gpu:" + (gpus - 1));
        }
        return List.of(Device.gpu(number));
    }

    /** {@code cpu} or {@code gpu:n}. */
    static String name(Device device) {
        return device.isGpu() ? GPU + device.getDeviceId() : "cpu";
    }

    /** Readies the calling thread for a network's maths, on so many threads in all. */
    static void useHere(int threads) {
        JniUtils.setGradMode(false);
        JniUtils.setNumThreads(threads);
        // Shapes change at every step: specialising on them costs more than it gains.
        JniUtils.setGraphExecutorOptimize(false);
    }

    static String version() {
        return engine().getVersion();
    }

    private static Engine engine() {
        try {
            return Engine.getEngine("PyTorch");
        } catch (EngineException e) {
            throw new GeneratorException("PyTorch does not start on this machine: " + e.getMessage(), e);
        }
    }
}
