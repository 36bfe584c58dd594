package io.m6flow.job.guard;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.fact.CheckedFact;
import io.m6flow.generator.fact.FactCheck;
import io.m6flow.generator.fact.FactGuard;
import io.m6flow.generator.fact.Support;
import io.m6flow.generator.fact.Verdict;
import io.m6flow.generator.guard.Draft;
import io.m6flow.generator.guard.Finding;
import io.m6flow.generator.guard.Guard;
import io.m6flow.generator.guard.QualityGuard;
import io.m6flow.generator.guard.Source;
import io.m6flow.generator.law.Lexicon;
import io.m6flow.generator.law.LexiconGuard;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Evidence;
import io.m6flow.schema.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at texts with all guards, and looks their facts up. Opened where a job runs, closed with it. Thread-safe. */
public final class Inspector implements AutoCloseable {
    private static final Comparator<Finding> IN_ORDER =
            Comparator.comparingInt(Finding::start).thenComparingInt(Finding::end);

    private final List<Guard> guards;
    private final FactCheck facts;
    private final Runnable end;

    /** With the lexicon that comes with this version, and no terms of merchants. */
    public static Inspector shipped() {
        return with(new LexiconGuard(Lexicon.shipped()), () -> {});
    }

    /**
     * All guards, of which one looks for what the law and merchants do not allow.
     *
     * @param end is run at the close
     */
    public static Inspector with(LexiconGuard law, Runnable end) {
        FactCheck facts = FactCheck.read();
        return new Inspector(List.of(law, new FactGuard(facts), new QualityGuard()), facts, end);
    }

    private Inspector(List<Guard> guards, FactCheck facts, Runnable end) {
        this.guards = List.copyOf(guards);
        this.facts = facts;
        this.end = end;
    }

    /**
     * The text as guards see it.
     *
     * @param blank the draft that it is written for
     * @param said what was said, if the draft is about speech; else empty
     */
    public static Draft draft(ContentDraft blank, String text, String said) {
        return draft(blank.getTenant(), blank.getKind(), text, source(blank.getSource(), said));
    }

    public static Draft draft(String tenant, Kind kind, String text, Source source) {
        return new Draft(tenant, ContentKind.valueOf(kind.name()), text, source);
    }

    /** What a text is written from, as guards see it. */
    public static Source source(io.m6flow.schema.Source source, String said) {
        return new Source(
                orEmpty(source.getTitle()),
                orEmpty(source.getCategory()),
                source.getAttributes().stream()
                        .map(attribute -> new Attribute(attribute.getName(), attribute.getValue()))
                        .toList(),
                orEmpty(source.getPrice()),
                said);
    }

    /** What all guards notice, in the order of the text. */
    public List<Finding> findings(Draft draft) {
        List<Finding> found = new ArrayList<>();
        guards.forEach(guard -> found.addAll(guard.check(draft)));
        found.sort(IN_ORDER);
        return found;
    }

    /** The spans of the text that its source holds, each with what holds it. */
    public List<Evidence> evidence(Draft draft) {
        List<Evidence> evidence = new ArrayList<>();
        for (CheckedFact fact : facts.check(draft)) {
            Support support = fact.support();
            if (support != null && fact.verdict() == Verdict.SUPPORTED) {
                evidence.add(Evidence.newBuilder()
                        .setStart(fact.start())
                        .setEnd(fact.end())
                        .setSupport(support.place())
                        .build());
            }
        }
        return evidence;
    }

    @Override
    public void close() {
        end.run();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
