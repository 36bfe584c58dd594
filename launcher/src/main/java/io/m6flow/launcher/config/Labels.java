package io.m6flow.launcher.config;

import io.m6flow.launcher.UsageException;
import io.m6flow.schema.Kind;
import io.m6flow.schema.label.LabelPolicy;
import io.m6flow.schema.label.VisibleLabel;
import io.m6flow.schema.label.VisibleLabel.Placement;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** How generated texts are labelled, waivers apart. A value goes for all kinds, unless KIND=value follows it. */
record Labels(ValueReader read) {

    LabelPolicy chosen() {
        Function<Kind, String> words = byKind(ConfigKey.LABEL_TEXT, Labels::words);
        Function<Kind, Placement> placements = byKind(ConfigKey.LABEL_PLACEMENT, Labels::placement);
        Map<Kind, VisibleLabel> labels = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            labels.put(kind, new VisibleLabel(words.apply(kind), placements.apply(kind)));
        }
        return read.checked(
                ConfigKey.LABEL_PRODUCER,
                producer -> new LabelPolicy(labels, producer, read.text(ConfigKey.LABEL_PROPAGATOR), List.of()),
                read.text(ConfigKey.LABEL_PRODUCER));
    }

    private <T> Function<Kind, T> byKind(ConfigKey key, Function<String, T> meaning) {
        String[] parts = read.text(key).split(",", -1);
        T usual = read.checked(key, meaning, parts[0].strip());
        Map<Kind, T> values = new EnumMap<>(Kind.class);
        for (int i = 1; i < parts.length; i++) {
            String[] pair = parts[i].split("=", 2);
            if (pair.length < 2) {
                throw new UsageException(key.key() + ": after the value for all kinds there must be KIND=value, was \""
                        + parts[i].strip() + "\"");
            }
            Kind kind = read.checked(key, Labels::kind, pair[0].strip());
            if (values.put(kind, read.checked(key, meaning, pair[1].strip())) != null) {
                throw new UsageException(key.key() + " names " + kind + " twice");
            }
        }
        return kind -> values.getOrDefault(kind, usual);
    }

    /** Checked here, so that what is wrong is said with its key. */
    private static String words(String text) {
        return new VisibleLabel(text, Placement.FIELD).words();
    }

    private static Placement placement(String word) {
        return named(Placement.values(), word, "must be field, start or end");
    }

    private static Kind kind(String name) {
        return named(Kind.values(), name, "must name kinds among " + List.of(Kind.values()));
    }

    private static <E extends Enum<E>> E named(E[] all, String name, String otherwise) {
        for (E one : all) {
            if (one.name().equals(name.toUpperCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new IllegalArgumentException(otherwise + ", was \"" + name + "\"");
    }
}
