package io.m6flow.lab.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.m6.Lesson;
import io.m6flow.generator.m6.TrainableModel;
import io.m6flow.generator.m6.TrainingNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Trains a model: from a folder and files of pairs to a folder that serves. Confined to one thread. */
public final class Trainer {
    private static final double NANOS = 1e9;

    private final TrainingSettings settings;
    private final LongSupplier nanos;
    private final Consumer<String> say;
    private final OutFolder out;
    private volatile boolean stopping;

    /**
     * @param nanos the clock, as {@link System#nanoTime}
     * @param say takes a line of progress now and then
     */
    public Trainer(TrainingSettings settings, LongSupplier nanos, Consumer<String> say) {
        this.settings = settings;
        this.nanos = nanos;
        this.say = say;
        this.out = new OutFolder(settings);
    }

    /** Asks a training that runs to end after the step in hand, with a checkpoint to go on from. Any thread may call it. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains until the budget is used, from the out folder's checkpoint if it holds one.
     *
     * @return whether the budget is used; else {@link #stop} was called
     */
    public boolean run() {
        TrainableModel model = TrainableModel.open(settings.base());
        Recipe recipe = settings.recipe();
        if (recipe.longest() > model.mostTokens()) {
            throw new TrainingException(
                    "pairs of " + recipe.longest() + " tokens are too long for this model, which takes "
                            + model.mostTokens() + "; give a lower --longest");
        }
        Curriculum curriculum = Curriculum.of(
                settings.data(),
                read(
                        settings.data().stream()
                                .map(TrainingSettings.DataFile::file)
                                .toList(),
                        model));
        List<Corpus> held = read(settings.validation(), model);
        Validation validation =
                new Validation(model, held, settings.rhythm().validationPairs(), recipe.chunkTokens(), recipe.seed());
        out.prepare();
        try (TrainingNetwork network = model.network(settings.threads())) {
            LessonFeed feed = new LessonFeed(model, curriculum.exercises(), curriculum.shares(), recipe.seed());
            Checkpoint checkpoint = new Checkpoint(settings.folder(), identity(model, curriculum, held));
            Progress begun = begin(checkpoint, network, feed, model);
            TrainingLog log = new TrainingLog(settings.folder(), begun.step());
            Session session = new Session(network, feed, validation, checkpoint, curriculum, log);
            Progress end = session.teach(begun);
            boolean done = session.share(end) >= 1;
            if (done) {
                out.card(new ModelCard(settings, model, curriculum, held, network, end, session.log));
            }
            return done;
        }
    }

    private List<Corpus> read(List<Path> files, TrainableModel model) {
        List<Corpus> corpora = new ArrayList<>();
        for (Path file : files) {
            Corpus corpus = Corpus.read(file, model, settings.recipe().longest());
            say.accept("%s: %s, %,d target tokens%s%s"
                    .formatted(
                            file,
                            corpus.tasks(),
                            corpus.targets(),
                            corpus.tooLong() == 0
                                    ? ""
                                    : "; " + corpus.tooLong() + " pairs left out as longer than "
                                            + settings.recipe().longest() + " tokens",
                            corpus.badLines() == 0 ? "" : "; " + corpus.badLines() + " bad lines left out"));
            corpus.bad().forEach(line -> say.accept("  " + line));
            corpora.add(corpus);
        }
        return corpora;
    }

    /** What must be the same for a checkpoint to be taken up. */
    private ObjectNode identity(TrainableModel model, Curriculum curriculum, List<Corpus> held) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode identity = json.createObjectNode();
        identity.put("base", model.digest());
        for (int i = 0; i < curriculum.corpora().size(); i++) {
            Corpus corpus = curriculum.corpora().get(i);
            identity.put(
                    "data " + (i + 1),
                    corpus.sha256() + " share " + settings.data().get(i).share());
        }
        for (int i = 0; i < held.size(); i++) {
            identity.put("validation " + (i + 1), held.get(i).sha256());
        }
        json.valueToTree(settings.recipe())
                .properties()
                .forEach(entry -> identity.put(entry.getKey(), entry.getValue().asText()));
        identity.put("budget", settings.budget().toString());
        return identity;
    }

    private Progress begin(Checkpoint checkpoint, TrainingNetwork network, LessonFeed feed, TrainableModel model) {
        Progress kept = checkpoint.resume(network).orElse(null);
        if (kept != null) {
            feed.goTo(kept.places());
            say.accept(
                    "going on from step %d, %.1f minutes".formatted(kept.step(), kept.seconds() / ProgressLine.MINUTE));
            return kept;
        }
        Boolean half = settings.half();
        network.useHalf(half == null ? Precision.halfIsFaster(network, feed, nanos) : half);
        feed.goTo(new ArrayList<>(Collections.nCopies(feed.places().size(), LessonFeed.Place.START)));
        say.accept("%s; %.1f M parameters, computed in %s on %d threads"
                .formatted(
                        model.shape(),
                        network.parameters() / 1e6,
                        network.usesHalf() ? "bf16" : "fp32",
                        settings.threads()));
        return Progress.start(feed.places());
    }

    /** One run of the loop. */
    private final class Session {
        private final TrainingNetwork network;
        private final LessonFeed feed;
        private final Validation validation;
        private final Checkpoint checkpoint;
        private final long targetsOfAPass;
        private final ProgressLine line = new ProgressLine(settings.budget(), say);
        private final TrainingLog log;

        Session(
                TrainingNetwork network,
                LessonFeed feed,
                Validation validation,
                Checkpoint checkpoint,
                Curriculum curriculum,
                TrainingLog log) {
            this.network = network;
            this.feed = feed;
            this.validation = validation;
            this.checkpoint = checkpoint;
            this.targetsOfAPass = curriculum.targets();
            this.log = log;
        }

        Progress teach(Progress begun) {
            Progress progress = begun.step() == 0 ? validate(begun) : begun;
            double nextCheckpoint = progress.seconds() + settings.rhythm().checkpoint() * ProgressLine.MINUTE;
            double nextValidation = progress.seconds() + settings.rhythm().validation() * ProgressLine.MINUTE;
            long last = nanos.getAsLong();
            while (share(progress) < 1 && !stopping) {
                progress = step(progress, last);
                last = nanos.getAsLong();
                if (progress.seconds() >= nextValidation) {
                    progress = validate(progress);
                    nextValidation = progress.seconds() + settings.rhythm().validation() * ProgressLine.MINUTE;
                }
                if (progress.seconds() >= nextCheckpoint) {
                    checkpoint.save(network, progress);
                    nextCheckpoint = progress.seconds() + settings.rhythm().checkpoint() * ProgressLine.MINUTE;
                }
                long now = nanos.getAsLong();
                progress = progress.later((now - last) / NANOS);
                last = now;
            }
            if (share(progress) >= 1) {
                progress = validate(progress);
            }
            checkpoint.save(network, progress);
            return progress;
        }

        private double share(Progress progress) {
            return settings.budget()
                    .progress(progress.step(), progress.seconds(), (double) progress.targets() / targetsOfAPass);
        }

        private Progress step(Progress before, long last) {
            Recipe recipe = settings.recipe();
            List<Lesson> lessons = feed.next(recipe.stepTokens());
            int tokens = lessons.stream().mapToInt(Lesson::tokens).sum();
            int targets = lessons.stream().mapToInt(lesson -> lesson.targets()).sum();
            double loss = 0;
            int chunk = 0;
            for (List<Lesson> some : Chunks.of(lessons, recipe.chunkTokens())) {
                int seed = Long.hashCode((recipe.seed() * 31 + before.step()) * 31 + chunk++);
                loss += network.learn(some, 1.0 / targets, recipe.dropout(), seed);
            }
            double rate = recipe.rateAt(before.step(), share(before));
            double norm = network.update(rate, recipe.decay(), recipe.clip());
            double seconds = (nanos.getAsLong() - last) / NANOS;
            Progress after = before.after(seconds, tokens, targets, feed.places());
            log.step(after, loss / targets, norm, rate);
            line.step(after, loss, tokens, targets, seconds, share(after));
            return after;
        }

        /** The weights are kept when they are the best so far, or when nothing tells which are. */
        private Progress validate(Progress progress) {
            if (validation.isEmpty()) {
                network.export(out.weights());
                return progress;
            }
            Map<String, Double> validated = validation.losses(network);
            log.validation(progress, validated);
            double mean = validated.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            boolean best = mean < progress.best();
            line.validated(progress, validated, mean, best);
            if (best) {
                network.export(out.weights());
            }
            return best ? progress.withBest(mean) : progress;
        }
    }
}
