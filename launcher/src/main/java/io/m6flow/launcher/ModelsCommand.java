package io.m6flow.launcher;

import io.m6flow.generator.Generators;
import io.m6flow.job.kafka.AssignedModels;
import io.m6flow.launcher.config.Settings;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.kafka.ModelTopic;
import io.m6flow.schema.Kind;
import io.m6flow.schema.KindModel;
import io.m6flow.schema.ModelAssignment;
import io.m6flow.schema.ModelTrial;
import io.m6flow.schema.RoutedModel;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.rule.ModelVersions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows and changes which model writes what, straight on the topic that running jobs follow. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = {
            "Which model writes what, while the jobs run: what is in hand is written to its end.",
            "Finds the Kafka of a running ./m6flow up by itself, or that of kafka.bootstrap."
        })
final class ModelsCommand implements Runnable {
    private static final String SHIPPED = "shipped";

    @Spec
    private CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    ModelsCommand() {}

    /** A model folder, and which kinds it is for. */
    static final class What {
        @Option(
                names = "--folder",
                required = true,
                paramLabel = "DIR",
                description = "a model folder, at the same place on every machine that writes; shipped for the one that"
                        + " comes with the product")
        private String folder;

        @Option(
                names = "--kind",
                paramLabel = "KIND",
                description = "only these kinds (REASON, THEME, HINT, BADGE, SCRIPT, SUMMARY); may be repeated")
        private List<Kind> kinds = new ArrayList<>();

        @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = "why, for people to read")
        private String reason;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        What() {}

        RoutedModel model() {
            String place = folder.equals(SHIPPED)
                    ? ""
                    : Path.of(folder).toAbsolutePath().normalize().toString();
            return new RoutedModel(place, Generators.digest(place));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: show, use, trial, end or reset");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows which model writes what.")
    int show(@Mixin ConfigOptions options) {
        return at(options, topic -> {
            topic.current()
                    .ifPresentOrElse(
                            ModelsCommand::tell,
                            () -> Console.standard().say("everything is written by the model of the configuration"));
            return 0;
        });
    }

    private static void tell(ModelAssignment assignment) {
        Console console = Console.standard();
        console.say("all kinds  " + named(assignment.getStandard()));
        assignment.getKinds().forEach(each -> console.say(each.getKind() + "  " + named(each.getModel())));
        ModelTrial trial = assignment.getTrial();
        if (trial != null) {
            String kinds = trial.getKinds().isEmpty()
                    ? "all kinds"
                    : trial.getKinds().stream().map(Kind::name).collect(Collectors.joining(", "));
            console.say("on trial  " + named(trial.getModel()) + " writes " + trial.getPercent() + " % of " + kinds
                    + " since " + trial.getSince());
        }
        String reason = assignment.getReason().isEmpty() ? "" : ": " + assignment.getReason();
        console.say("changed by " + assignment.getBy() + ", " + assignment.getAt() + reason);
    }

    private static String named(@Nullable RoutedModel model) {
        if (model == null) {
            return "the model of the configuration";
        }
        String place = model.getFolder().isEmpty() ? "the shipped model" : model.getFolder();
        return place + " (" + ModelVersions.brief(model) + ")";
    }

    @Command(
            name = "use",
            mixinStandardHelpOptions = true,
            description = "Writes everything, or some kinds, with a model from now on; ends its trial.")
    int use(@Mixin ConfigOptions options, @Mixin What what) {
        RoutedModel model = what.model();
        return change(options, what.reason, before -> {
            ModelAssignment.Builder next = ModelAssignment.newBuilder(before);
            ModelTrial trial = before.getTrial();
            if (trial != null && trial.getModel().equals(model)) {
                next.setTrial(null);
            }
            if (what.kinds.isEmpty()) {
                return next.setStandard(model).setKinds(List.of()).build();
            }
            List<KindModel> kinds = new ArrayList<>(before.getKinds());
            kinds.removeIf(each -> what.kinds.contains(each.getKind()));
            what.kinds.stream().distinct().forEach(kind -> kinds.add(new KindModel(kind, model)));
            return next.setKinds(kinds).build();
        });
    }

    @Command(
            name = "trial",
            mixinStandardHelpOptions = true,
            description =
                    "Lets a model write a share of the texts. The dashboard shows what persons make of them beside"
                            + " the others'; a model that does worse is taken back by itself.")
    int trial(
            @Mixin ConfigOptions options,
            @Mixin What what,
            @Option(
                            names = "--percent",
                            paramLabel = "N",
                            defaultValue = "10",
                            description = "share of the texts, 1 to 50; default ${DEFAULT-VALUE}")
                    int percent) {
        RoutedModel model = what.model();
        return change(
                options,
                what.reason,
                before -> ModelAssignment.newBuilder(before)
                        .setTrial(new ModelTrial(
                                model, what.kinds.stream().distinct().toList(), percent, clock.instant()))
                        .build());
    }

    @Command(name = "end", mixinStandardHelpOptions = true, description = "Ends the trial; the rest stays.")
    int end(@Mixin ConfigOptions options) {
        return change(options, "", before -> {
            if (before.getTrial() == null) {
                throw new UsageException("no model is on trial; m6flow models show tells what writes");
            }
            return ModelAssignment.newBuilder(before).setTrial(null).build();
        });
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Writes everything with the model of the configuration again.")
    int reset(@Mixin ConfigOptions options) {
        return change(options, "", before -> nothing());
    }

    private ModelAssignment nothing() {
        return new ModelAssignment(null, List.of(), null, "", who(), Instant.EPOCH);
    }

    private int change(ConfigOptions options, String reason, UnaryOperator<ModelAssignment> change) {
        return at(options, topic -> {
            ModelAssignment next = ModelAssignment.newBuilder(
                            change.apply(topic.current().orElseGet(this::nothing)))
                    .setReason(reason)
                    .setBy(who())
                    .setAt(clock.instant())
                    .build();
            AssignedModels.complaint(next).ifPresent(wrong -> {
                throw new UsageException(wrong);
            });
            topic.assign(next);
            tell(next);
            return 0;
        });
    }

    /** Who changes it at the command line. */
    private static String who() {
        return System.getProperty("user.name", "somebody") + " (m6flow models)";
    }

    private static int at(ConfigOptions options, ToIntFunction<ModelTopic> use) {
        Settings settings = options.read();
        String kafka = RunningSystem.kafka(settings);
        try {
            return use.applyAsInt(new ModelTopic(kafka, Topics.MODEL_ROUTES, settings.topicFormat()));
        } catch (ReviewQueueException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
