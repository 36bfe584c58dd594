package io.m6flow.generator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Several generators of the same model as one: each prompt goes to the one with the fewest in hand. Thread-safe. */
public final class Spread implements TextGenerator {

    private static final class Member {
        final TextGenerator generator;
        final AtomicInteger inHand = new AtomicInteger();

        Member(TextGenerator generator) {
            this.generator = generator;
        }
    }

    private final List<Member> members;

    private Spread(List<Member> members) {
        this.members = members;
    }

    /** One generator alone is answered as it is. */
    public static TextGenerator over(List<TextGenerator> generators) {
        if (generators.isEmpty()) {
            throw new IllegalArgumentException("there is no generator to spread over");
        }
        return generators.size() == 1
                ? generators.get(0)
                : new Spread(List.copyOf(generators.stream().map(Member::new).toList()));
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        Member member = members.stream()
                .min(Comparator.comparingInt(m -> m.inHand.get()))
                .orElseThrow();
        member.inHand.incrementAndGet();
        CompletableFuture<Generation> future = member.generator.generate(prompt);
        // The caller gets the generator's own future: cancelling it reaches the engine.
        var unused = future.whenComplete((generation, fault) -> member.inHand.decrementAndGet());
        return future;
    }

    @Override
    public ModelCard card() {
        return members.get(0).generator.card();
    }

    @Override
    public GeneratorStats stats() {
        return members.stream()
                .map(member -> member.generator.stats())
                .reduce(GeneratorStats.NONE, GeneratorStats::plus);
    }

    /** Closes all of them, even when one fails to. */
    @Override
    public void close() {
        List<RuntimeException> faults = new ArrayList<>();
        for (Member member : members) {
            try {
                member.generator.close();
            } catch (RuntimeException e) {
                faults.add(e);
            }
        }
        if (!faults.isEmpty()) {
            throw faults.get(0);
        }
    }
}
