package io.m6flow.generator.law;

import io.m6flow.generator.guard.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the advertising law does not let texts say, with each merchant's own additions. Immutable: a change is a new
 * lexicon, and the law's own terms are never fewer for it.
 */
public final class Lexicon {
    /** Terms of this name hold for everybody's texts. */
    public static final String EVERYBODY = "*";

    private static final String SHIPPED = "lexicon.yaml";
    static final Comparator<Finding> BY_PLACE =
            Comparator.comparingInt(Finding::start).thenComparingInt(Finding::end);

    private final String version;
    private final StandardTerms standard;
    private final Map<String, MerchantTerms> merchants;

    private Lexicon(String version, StandardTerms standard, Map<String, MerchantTerms> merchants) {
        this.version = version;
        this.standard = standard;
        this.merchants = Map.copyOf(merchants);
    }

    /** The one that comes with this version of the product; it is read at the first call, which takes a second or two. */
    public static Lexicon shipped() {
        return Shipped.LEXICON;
    }

    private static final class Shipped {
        static final Lexicon LEXICON = ShippedFile.read(SHIPPED, Lexicon::read);
    }

    /**
     * Reads one in YAML, as the shipped one is written.
     *
     * @throws IllegalArgumentException if it is no lexicon, with the reason
     */
    public static Lexicon read(InputStream yaml) throws IOException {
        LexiconFile file = LexiconFile.read(yaml);
        return new Lexicon(file.version(), new StandardTerms(file), Map.of());
    }

    /** Of the law's own terms; merchants' terms do not change it. */
    public String version() {
        return version;
    }

    /**
     * With one more term for this merchant's texts, or {@link #EVERYBODY}'s; it takes the place of one that reads alike.
     *
     * @throws IllegalArgumentException if the term holds too little to be found, or the merchant has 1,000 already
     */
    public Lexicon with(String tenant, MerchantTerm term) {
        return of(tenant, terms(tenant).with(term, standard.glyphs()));
    }

    /** Without a term that this merchant had added; the same where there is none. The law's own cannot be removed. */
    public Lexicon without(String tenant, String text) {
        return of(tenant, terms(tenant).without(text, standard.glyphs()));
    }

    /**
     * Says of texts whether they hold a term, in whatever disguise.
     *
     * @throws IllegalArgumentException if the term holds too little to be found
     */
    public Predicate<String> search(String term) {
        MerchantTerms wanted = MerchantTerms.none().with(new MerchantTerm(term, "", null), standard.glyphs());
        return text -> !wanted.find(Reading.of(text, standard.glyphs())).isEmpty();
    }

    /** What this merchant has added. */
    public Collection<MerchantTerm> added(String tenant) {
        return terms(tenant).all();
    }

    /** All that is looked for in one pass, each way it may look. */
    Set<String> words() {
        return standard.words();
    }

    /** By their place in the text. */
    List<Finding> check(String tenant, String text) {
        return check(tenant, read(text));
    }

    /** A text as it is looked through. */
    Reading read(String text) {
        return Reading.of(text, standard.glyphs());
    }

    List<Finding> check(String tenant, Reading reading) {
        List<Finding> findings = new ArrayList<>(standard.find(reading));
        findings.addAll(terms(EVERYBODY).find(reading));
        if (!tenant.equals(EVERYBODY)) {
            findings.addAll(terms(tenant).find(reading));
        }
        findings.sort(BY_PLACE);
        return findings;
    }

    private MerchantTerms terms(String tenant) {
        MerchantTerms terms = merchants.get(tenant);
        return terms == null ? MerchantTerms.none() : terms;
    }

    private Lexicon of(String tenant, MerchantTerms terms) {
        Map<String, MerchantTerms> changed = new HashMap<>(merchants);
        if (terms.all().isEmpty()) {
            changed.remove(tenant);
        } else {
            changed.put(tenant, terms);
        }
        return new Lexicon(version, standard, changed);
    }
}
