package io.m6flow.job;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.AvroTrust;
import io.m6flow.schema.json.JsonEvents;
import io.m6flow.schema.json.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sample events in the test resources, in their order of arrival. */
public final class Samples {
    static {
        AvroTrust.establish();
    }

    private Samples() {}

    public static List<AsrSegment> segments() {
        return read("/sessions.jsonl", JsonEvents::segment);
    }

    public static List<ProductEvent> products() {
        return read("/products.jsonl", JsonEvents::product);
    }

    private static <T> List<T> read(String resource, Function<String, Parsed<T>> parser) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Samples.class.getResourceAsStream(resource)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> parser.apply(line).fold(Function.identity(), complaint -> {
                        throw new IllegalStateException(complaint);
                    }))
                    .collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
