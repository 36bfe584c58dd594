package io.m6flow.job.writing;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Material;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which facts of a product each kind is written from. The prompt and the change detection both look here, so that what
 * a kind does not use can neither reach its text nor ask for a new one.
 *
 * <table>
 *   <caption>Facts by kind</caption>
 *   <tr><td>REASON, THEME</td><td>title, category, attributes</td></tr>
 *   <tr><td>HINT, BADGE</td><td>title, attributes</td></tr>
 *   <tr><td>none</td><td>price, image references</td></tr>
 * </table>
 */
public final class KindFacts {
    private static final Comparator<Attribute> BY_NAME =
            Comparator.comparing(Attribute::name).thenComparing(Attribute::value);

    private KindFacts() {}

    /** The facts of the product that the kind uses; the others are left empty. */
    public static Material.Product material(Kind kind, Source source) {
        return new Material.Product(
                orEmpty(source.getTitle()),
                usesCategory(kind) ? orEmpty(source.getCategory()) : "",
                source.getAttributes().stream()
                        .map(attribute -> new Attribute(attribute.getName(), attribute.getValue()))
                        .toList());
    }

    /** Equal exactly if the kind would be written from the same facts; the order of attributes is not a fact. */
    public static String digest(Kind kind, Source source) {
        Material.Product facts = material(kind, source);
        List<String> fields =
                new ArrayList<>(List.of(facts.title().strip(), facts.category().strip()));
        facts.attributes().stream().sorted(BY_NAME).forEach(attribute -> {
            fields.add(attribute.name().strip());
            fields.add(attribute.value().strip());
        });
        return sha256(fields);
    }

    /** The digests of one source's kinds; those that use the same facts share one. */
    public static final class Digests {
        private final Source source;
        private final Map<Boolean, String> digests = new HashMap<>();

        public Digests(Source source) {
            this.source = source;
        }

        /** As {@link KindFacts#digest}. */
        public String of(Kind kind) {
            return digests.computeIfAbsent(usesCategory(kind), category -> digest(kind, source));
        }
    }

    private static boolean usesCategory(Kind kind) {
        return switch (kind) {
            case REASON, THEME -> true;
            case HINT, BADGE, SCRIPT, SUMMARY -> false;
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Each field goes in with its length, so that moving a border between two changes the digest. */
    private static String sha256(List<String> fields) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String field : fields) {
                digest.update((field.length() + ":" + field).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
