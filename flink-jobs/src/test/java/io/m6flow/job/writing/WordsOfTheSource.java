package io.m6flow.job.writing;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.Candidate;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.Material;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Refusal;
import io.m6flow.generator.TextGenerator;
import io.m6flow.generator.Trace;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A small, honest generator that needs no model: it writes the words of its source, the same for the same prompt.
 * Words in the source tell it to misbehave: {@value #REFUSE}, {@value #FAIL}, {@value #BUSY} (twice, then it writes),
 * {@value #LATE} (five times, then it writes), {@value #ALWAYS_BUSY}, {@value #SLOW}, {@value #BREAK}, {@value #MUTE}, {@value #INVENT}, {@value #PRATTLE}, {@value #NEVER},
 * and {@value #HOLD} (while {@link #hold} is in force).
 */
public final class WordsOfTheSource implements TextGenerator {
    public static final String REFUSE = "拒绝词";
    public static final String FAIL = "失败词";
    public static final String BUSY = "忙碌词";
    public static final String LATE = "迟来词";
    public static final String ALWAYS_BUSY = "一直忙";
    public static final String SLOW = "慢吞吞";
    public static final String BREAK = "断掉词";
    public static final String MUTE = "无言词";
    public static final String INVENT = "编造词";
    public static final String PRATTLE = "空话连篇";
    public static final String NEVER = "没有回音";
    public static final String HOLD = "且等等";
    static final long SLOW_MILLIS = 700;

    /** Complete unless texts are held. One for all jobs of this JVM, since a generator is made on the worker. */
    private static final AtomicReference<CompletableFuture<Void>> GATE =
            new AtomicReference<>(CompletableFuture.completedFuture(null));

    private static final AtomicInteger HELD = new AtomicInteger();

    private static final int BUSY_TIMES = 2;
    private static final int LATE_TIMES = 5;

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    public static GeneratorFactory factory() {
        return WordsOfTheSource::new;
    }

    /** From now on texts whose source holds {@value #HOLD} are not written until {@link #letGo()}. */
    public static void hold() {
        HELD.set(0);
        GATE.set(new CompletableFuture<>());
    }

    public static void letGo() {
        GATE.get().complete(null);
    }

    /** How many texts have been held since {@link #hold()}. */
    public static int held() {
        return HELD.get();
    }

    @Override
    public CompletableFuture<Generation> generate(Prompt prompt) {
        String source = source(prompt.material());
        int times =
                asked.computeIfAbsent(prompt.id(), id -> new AtomicInteger()).incrementAndGet();
        if (source.contains(BREAK)) {
            throw new IllegalStateException("broken on purpose");
        } else if (source.contains(REFUSE)) {
            return done(new Generation.Refused(new Refusal.TooLong(source.length(), 1)));
        } else if (source.contains(FAIL)) {
            return done(new Generation.Failed(Fault.PROMPT, "failed on purpose"));
        } else if (source.contains(ALWAYS_BUSY)
                || (source.contains(BUSY) && times <= BUSY_TIMES)
                || (source.contains(LATE) && times <= LATE_TIMES)) {
            return done(new Generation.Failed(Fault.BUSY, "the queue is full"));
        }
        if (source.contains(NEVER)) {
            return new CompletableFuture<>();
        }
        Generation written = written(prompt, source);
        CompletableFuture<Void> gate = GATE.get();
        if (source.contains(HOLD) && !gate.isDone()) {
            HELD.incrementAndGet();
            return gate.thenApply(open -> written);
        }
        return source.contains(SLOW)
                ? new CompletableFuture<Generation>().completeOnTimeout(written, SLOW_MILLIS, TimeUnit.MILLISECONDS)
                : done(written);
    }

    private static Generation written(Prompt prompt, String source) {
        List<Candidate> candidates = prompt.seeds().stream()
                .map(seed -> new Candidate(text(prompt.kind(), source, seed), seed, source.length(), -0.5))
                .toList();
        Trace trace = new Trace("words-of-the-source", "1", "1", source.length(), source.length(), 0, 0, List.of());
        return new Generation.Written(candidates, trace);
    }

    private static String text(ContentKind kind, String source, long seed) {
        if (source.contains(MUTE)) {
            return "";
        } else if (source.contains(INVENT)) {
            return source + "火星制造";
        }
        if (source.contains(PRATTLE)) {
            return source + "，放在家里天天都用得上，谁来了都要问一句哪里买的，越用越觉得当初没有看走眼。";
        }
        return switch (kind) {
            case SCRIPT -> source.replace("嗯", "") + "。";
            case SUMMARY -> "摘要：" + source.substring(0, Math.min(30, source.length()));
            case REASON, THEME, HINT, BADGE -> source + "，第" + seed % 1000 + "种写法";
        };
    }

    private static String source(Material material) {
        return material.fold(
                product -> product.title() + "，"
                        + product.attributes().stream().map(Attribute::value).collect(Collectors.joining("、")),
                Material.Text::text);
    }

    private static CompletableFuture<Generation> done(Generation generation) {
        return CompletableFuture.completedFuture(generation);
    }

    @Override
    public ModelCard card() {
        return new ModelCard("words-of-the-source", "0", "cpu", "none", EnumSet.allOf(ContentKind.class), 1024, 200, 0);
    }

    @Override
    public GeneratorStats stats() {
        return GeneratorStats.NONE;
    }

    @Override
    public void close() {}
}
