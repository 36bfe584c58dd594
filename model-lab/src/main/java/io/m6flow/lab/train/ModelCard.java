package io.m6flow.lab.train;

import io.m6flow.generator.m6.TrainableModel;
import io.m6flow.generator.m6.TrainingNetwork;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a trained model says of itself, as the README of its folder. */
final class ModelCard {
    private static final int HASH = 16;
    private static final double MILLION = 1e6;

    private final StringBuilder text = new StringBuilder();

    ModelCard(
            TrainingSettings settings,
            TrainableModel model,
            Curriculum curriculum,
            List<Corpus> held,
            TrainingNetwork network,
            Progress end,
            TrainingLog log) {
        line("# %s", settings.out().toAbsolutePath().normalize().getFileName());
        line("");
        line("A model in the format of M6 Flow, trained with `m6flow train`.");
        line("");
        line("- Shape: %s; %.1f M parameters", model.shape(), network.parameters() / MILLION);
        line(
                "- Started from: `%s` (digest %s)",
                settings.base().getFileName(), model.digest().substring(0, HASH));
        line(
                "- Trained for %d steps in %.1f minutes on %d threads, in %s: %,d tokens, %,d of them targets",
                end.step(),
                end.seconds() / ProgressLine.MINUTE,
                settings.threads(),
                network.usesHalf() ? "bf16 with fp32 master weights" : "fp32",
                end.tokens(),
                end.targets());
        line("");
        data(settings, curriculum, end);
        recipe(settings);
        validation(held, end, log);
        line("## Command");
        line("");
        line("```");
        line("%s", settings.commandLine());
        line("```");
    }

    private void data(TrainingSettings settings, Curriculum curriculum, Progress end) {
        line("## Data");
        line("");
        line("| file | SHA-256 | pairs by task | left out | target tokens | share given | learned | passes |");
        line("|---|---|---|---|---|---|---|---|");
        for (int i = 0; i < curriculum.corpora().size(); i++) {
            Corpus corpus = curriculum.corpora().get(i);
            Double share = settings.data().get(i).share();
            line(
                    "| %s | %s | %s | %d too long, %d bad | %,d | %s | %,d | %.2f |",
                    corpus.file().getFileName(),
                    corpus.sha256().substring(0, HASH),
                    tasks(corpus),
                    corpus.tooLong(),
                    corpus.badLines(),
                    corpus.targets(),
                    share == null ? "by size" : share.toString(),
                    end.places().get(i).targets(),
                    (double) end.places().get(i).drawn() / corpus.exercises().size());
        }
        line("");
    }

    private static String tasks(Corpus corpus) {
        StringBuilder all = new StringBuilder();
        corpus.tasks()
                .forEach((task, count) -> all.append(all.isEmpty() ? "" : ", ")
                        .append(task)
                        .append(' ')
                        .append(count));
        return all.toString();
    }

    private void recipe(TrainingSettings settings) {
        Recipe recipe = settings.recipe();
        line("## Recipe");
        line("");
        line(
                "AdamW (0.9, 0.95), learning rate %s with %d steps of warm-up, then a cosine down to %s of it; weight decay %s,"
                        + " gradients clipped at %s, dropout %s; %d tokens a step, pairs of at most %d; seed %d; budget %s %s.",
                recipe.rate(),
                recipe.warmUp(),
                recipe.floor(),
                recipe.decay(),
                recipe.clip(),
                recipe.dropout(),
                recipe.stepTokens(),
                recipe.longest(),
                recipe.seed(),
                settings.budget().amount(),
                settings.budget().unit().name().toLowerCase(Locale.ROOT));
        line("");
    }

    private void validation(List<Corpus> held, Progress end, TrainingLog log) {
        Map<String, Double> validated = log.validation(end.bestStep());
        if (validated.isEmpty()) {
            return;
        }
        line("## Validation");
        line("");
        line(
                "The weights are those of step %d, whose mean loss was the lowest: %.4f nats for each target token.",
                end.bestStep(), end.best());
        line("");
        Map<String, Double> before = log.validation(0);
        line("| task | before training | kept |");
        line("|---|---|---|");
        validated.forEach(
                (task, loss) -> line("| %s | %.4f | %.4f |", task, before.getOrDefault(task, Double.NaN), loss));
        line("");
        held.forEach(corpus -> line(
                "- %s (SHA-256 %s): %s",
                corpus.file().getFileName(), corpus.sha256().substring(0, HASH), tasks(corpus)));
        line("");
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    String text() {
        return text.toString();
    }
}
