package io.m6flow.generator.m6;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a decode step takes in either number type: measured once per machine, model, device and thread count, and
 * kept in the cache folder. Remove the file to have it measured again.
 *
 * @param torch the version of PyTorch that was measured
 * @param rows the width of the measured step
 */
record Speeds(String torch, int rows, double fp32Seconds, double bf16Seconds) {
    private static final Logger LOG = LoggerFactory.getLogger(Speeds.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ROWS = 32;
    private static final int SOURCE = 40;
    private static final int REPEATS = 5;
    /** A gain below this is not worth the lost digits. */
    private static final double WORTH = 1.2;

    boolean halfIsFaster() {
        return bf16Seconds * WORTH < fp32Seconds;
    }

    static Speeds keptOrMeasured(String key, String torch, DoubleSupplier fp32, DoubleSupplier bf16) {
        Path file = EmbeddedModel.cacheFolder().resolve("speeds").resolve(key + ".json");
        Speeds kept = kept(file, torch);
        if (kept != null) {
            return kept;
        }
        Speeds measured = new Speeds(torch, ROWS, fp32.getAsDouble(), bf16.getAsDouble());
        LOG.info(
                "a step over {} rows takes {} ms in fp32 and {} ms in bf16; kept in {}",
                ROWS,
                Math.round(1000 * measured.fp32Seconds()),
                Math.round(1000 * measured.bf16Seconds()),
                file);
        measured.keep(file);
        return measured;
    }

    private static @Nullable Speeds kept(Path file, String torch) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            Speeds kept = new Speeds(
                    json.path("torch").asText(),
                    json.path("rows").asInt(),
                    json.path("fp32Seconds").asDouble(),
                    json.path("bf16Seconds").asDouble());
            boolean usable = kept.torch().equals(torch) && kept.fp32Seconds() > 0 && kept.bf16Seconds() > 0;
            return usable ? kept : null;
        } catch (IOException e) {
            LOG.warn("{} cannot be read and is measured again: {}", file, e.getMessage());
            return null;
        }
    }

    private void keep(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = Files.createTempFile(file.getParent(), "speeds-", ".tmp");
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be written; the speeds will be measured at the next start too: {}",
                    file,
                    e.getMessage());
        }
    }

    /** The fastest of a few steps: what else runs on the machine only ever adds. */
    static double secondsPerStep(Network network) {
        int[] origins = new int[ROWS];
        int[] dest = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            dest[row] = row;
        }
        network.prefill(List.of(new int[SOURCE]), origins, new int[ROWS], dest);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            Feed feed = new Feed(network.lanes(), false, 1);
            for (int row = 0; row < ROWS; row++) {
                feed.add(0, SOURCE + i, 0);
            }
            long begun = System.nanoTime();
            network.step(feed);
            best = Math.min(best, (System.nanoTime() - begun) / 1e9);
        }
        network.forget();
        return best;
    }
}
