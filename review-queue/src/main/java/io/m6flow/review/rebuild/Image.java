package io.m6flow.review.rebuild;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that makes up a queue's state, as lines that two readings of the same state share: one for the chain and for each
 * tenant, place, item, day and model. It holds digests in place of texts. Leases, fences, versions and whatever else only Redis
 * knows are left out.
 */
public final class Image {
    /** For so long before now the counts of a day are told; Redis forgets them a little later. */
    public static final Duration DAYS = Duration.ofDays(99);

    private static final String BETWEEN = "\n";

    private final SortedMap<String, String> lines;

    private Image(SortedMap<String, String> lines) {
        this.lines = lines;
    }

    /** A line that two images do not share. */
    public record Difference(String line, String what) {
        @Override
        public String toString() {
            return line + ": " + what;
        }
    }

    /** Gathers lines in any order. Confined to one thread. */
    public static final class Builder {
        private final SortedMap<String, String> lines = new TreeMap<>();

        /** Adds a line; what has no value is left out of it. */
        public Builder add(String line, Fields fields) {
            if (lines.put(line, String.join(BETWEEN, fields.written)) != null) {
                throw new IllegalStateException("the line " + line + " is given twice");
            }
            return this;
        }

        public Image build() {
            return new Image(new TreeMap<>(lines));
        }
    }

    /** What stands on a line, by name. Confined to one thread. */
    public static final class Fields {
        private final Set<String> written = new TreeSet<>();

        public Fields put(String name, @Nullable Object value) {
            if (value != null) {
                written.add(name + "=" + value);
            }
            return this;
        }
    }

    public int size() {
        return lines.size();
    }

    /** The SHA-256 of all lines in order, in hex. */
    public String digest() {
        MessageDigest digest = sha256();
        lines.forEach(
                (line, fields) -> digest.update((line + BETWEEN + fields + BETWEEN).getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Where Redis is not what the topics say, told by ids and names alone. */
    public static List<Difference> differences(Image topics, Image redis) {
        Set<String> all = new TreeSet<>(topics.lines.keySet());
        all.addAll(redis.lines.keySet());
        List<Difference> found = new ArrayList<>();
        for (String line : all) {
            String expected = topics.lines.get(line);
            String is = redis.lines.get(line);
            if (expected == null) {
                found.add(new Difference(line, "stands in Redis, and the topics do not say so"));
            } else if (is == null) {
                found.add(new Difference(line, "is missing in Redis"));
            } else if (!expected.equals(is)) {
                found.add(new Difference(line, "differs in " + String.join(", ", differing(expected, is))));
            }
        }
        return List.copyOf(found);
    }

    private static Set<String> differing(String expected, String is) {
        Map<String, String> before = named(expected);
        Map<String, String> after = named(is);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> String.valueOf(before.get(name)).equals(String.valueOf(after.get(name))));
        return names;
    }

    private static Map<String, String> named(String fields) {
        return fields.lines()
                .collect(Collectors.toMap(field -> field.replaceFirst("=.*", ""), field -> field, (one, other) -> one));
    }

    /** Days since 1970, by which numbers are counted. */
    public static long dayOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), Duration.ofDays(1).toSeconds());
    }

    /** What stands for counts on a line, whose names may be those of persons. */
    public static Fields counts(Map<String, Long> counts) {
        return new Fields()
                .put("sum", counts.values().stream().mapToLong(Long::longValue).sum())
                .put("counts", digestOf(new TreeMap<>(counts).toString()));
    }

    /** What stands for a model's record on a line: for each draft that persons looked at 1 if it was wrong, the last first. */
    public static Fields record(Collection<String> wrong) {
        return new Fields().put("seen", wrong.size()).put("wrong", digestOf(String.join("", wrong)));
    }

    /** What stands for a text or for bytes on a line. */
    public static String digestOf(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes), 0, 16);
    }

    public static String digestOf(String text) {
        return digestOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
