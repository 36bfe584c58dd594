package io.m6flow.benchmark;

import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Material;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.m6.PoisonableEngine;
import java.util.ArrayList;
import java.util.List;

/**
 * The workload without and with one poison request in a hundred: by turns a bound that throws in the middle of its
 * text, a source that is far too long, and one that is empty. All healthy requests must get their texts.
 */
final class PoisonTrial implements Trial {
    private static final int ONE_IN = 100;
    private static final String MARK = "poison-";
    private static final int TOO_LONG = 20_000;

    @Override
    public String key() {
        return "poison";
    }

    @Override
    public Ratio ratio() {
        return Ratio.POISON_OVER_HEALTHY;
    }

    @Override
    public int steps() {
        return 3;
    }

    @Override
    public Finding measure(Bench bench) {
        List<Prompt> poisoned = poisoned(bench.workload());
        try (PoisonableEngine engine =
                PoisonableEngine.start(bench.batches(bench.scale().slots()))) {
            Timed healthy = bench.time("without poison", engine, bench.scale().waiting(), bench.workload());
            bench.progress().step("with poison", poisoned.size());
            List<Answer> answers = new ArrayList<>();
            ClosedLoop loop = new ClosedLoop(
                    engine,
                    p -> isPoison(p) && p.kind() == ContentKind.REASON ? engine.poison(p) : engine.generate(p),
                    bench.scale().waiting(),
                    bench.nanos());
            ClosedLoop.Pass pass = loop.run(poisoned, 0, answer -> {
                answers.add(answer);
                bench.progress().tick();
            });
            // Without, with, without: a machine that slows down or speeds up does so to both.
            Timed again = bench.time("without poison", engine, bench.scale().waiting(), bench.workload());
            return finding(healthy, again, answers, pass);
        }
    }

    private static Finding finding(Timed healthy, Timed again, List<Answer> answers, ClosedLoop.Pass pass) {
        List<Answer> poison = answers.stream().filter(a -> isPoison(a.prompt())).toList();
        Timed others = Timed.allWritten(
                healthy.dtype(),
                answers.stream().filter(a -> !isPoison(a.prompt())).toList(),
                pass);
        long written = poison.stream().filter(Answer::isWritten).count();
        if (written > 0) {
            throw new BenchException(written + " of " + poison.size() + " poison requests got a text: no poison");
        }
        double without = (healthy.figures().tokensPerSecond() + again.figures().tokensPerSecond()) / 2;
        double with = others.figures().tokensPerSecond();
        return Finding.of(with / without)
                .with("poison", poison.size())
                .with("healthy", others.answers().size())
                .with("tokensPerSecondWithout", without)
                .with("tokensPerSecondWith", with);
    }

    private static boolean isPoison(Prompt prompt) {
        return prompt.id().startsWith(MARK);
    }

    /** At least one of each sort, evenly spread. */
    private static List<Prompt> poisoned(List<Prompt> healthy) {
        int count = Math.max(3, (healthy.size() + ONE_IN - 1) / ONE_IN);
        int apart = Math.max(1, healthy.size() / count);
        List<Prompt> all = new ArrayList<>();
        for (int i = 0, added = 0; i < healthy.size(); i++) {
            if (i % apart == apart / 2 && added < count) {
                all.add(poison(added++, healthy));
            }
            all.add(healthy.get(i));
        }
        return all;
    }

    private static Prompt poison(int number, List<Prompt> healthy) {
        String id = MARK + number;
        Prompt product = Workload.only(ContentKind.REASON, healthy).get(0);
        return switch (number % 3) {
            case 0 -> Prompt.of(id, ContentKind.REASON, product.material(), number);
            case 1 -> Prompt.of(id, ContentKind.SUMMARY, new Material.Text("说".repeat(TOO_LONG)), number);
            default -> Prompt.of(id, ContentKind.SCRIPT, new Material.Text(" "), number);
        };
    }
}
