package io.m6flow.benchmark;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.json.JsonEvents;
import io.m6flow.schema.json.Parsed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sample products and sessions of the launcher, as often as they are needed. Immutable. */
final class SampleEvents {
    private final List<ProductEvent> products;
    private final List<List<AsrSegment>> sessions;

    private SampleEvents(List<ProductEvent> products, List<List<AsrSegment>> sessions) {
        this.products = List.copyOf(products);
        this.sessions = List.copyOf(sessions);
    }

    static SampleEvents read() {
        Map<String, List<AsrSegment>> bySession = new TreeMap<>(lines("segments.jsonl", JsonEvents::segment).stream()
                .filter(segment -> segment.getFinal$() && !segment.getText().isBlank())
                .collect(Collectors.groupingBy(AsrSegment::getSessionId)));
        return new SampleEvents(
                lines("products.jsonl", JsonEvents::product),
                bySession.values().stream().map(SampleEvents::inOrder).toList());
    }

    /** Sorted, each sequence once. */
    private static List<AsrSegment> inOrder(List<AsrSegment> segments) {
        Map<Long, AsrSegment> bySequence = segments.stream()
                .sorted(Comparator.comparingLong(AsrSegment::getSequence))
                .collect(Collectors.toMap(AsrSegment::getSequence, s -> s, (first, again) -> first, TreeMap::new));
        return List.copyOf(bySequence.values());
    }

    private static <T> List<T> lines(String name, Function<String, Parsed<T>> parse) {
        String file = "/samples/" + name;
        List<T> events = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(SampleEvents.class.getResourceAsStream(file), file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(parse.apply(line).fold(event -> event, complaint -> {
                    throw new BenchException(file + ": " + complaint);
                }));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return events;
    }

    /** A sample with an id and a title that no other number has: all four kinds of every one are to be written. */
    ProductEvent product(int number) {
        ProductEvent sample = products.get(number % products.size());
        return ProductEvent.newBuilder(sample)
                .setProductId(sample.getProductId() + "-" + number)
                .setTitle(sample.getTitle() + number)
                .setRevision(1L)
                .setKinds(List.of())
                .build();
    }

    int sessions() {
        return sessions.size();
    }

    /** Finals in speaking order, each once, none empty. */
    List<AsrSegment> session(int number) {
        return sessions.get(number % sessions.size());
    }
}
