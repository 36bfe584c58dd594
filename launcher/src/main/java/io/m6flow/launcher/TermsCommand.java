package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.Term;
import io.m6flow.review.TermBook;
import io.m6flow.review.kafka.TermTopic;
import io.m6flow.schema.codec.Topics;
import io.m6flow.schema.id.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists, adds and removes the words that must not stand in somebody's texts, straight on their topic. */
@Command(
        name = "terms",
        mixinStandardHelpOptions = true,
        description = {
            "Words that must not stand in a merchant's texts, or in anybody's (--tenant '*').",
            "Finds the Kafka of a running ./m6flow up by itself, or that of kafka.bootstrap."
        })
final class TermsCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    TermsCommand() {}

    /** Whose terms. */
    static final class Whose {
        @Option(
                names = "--tenant",
                required = true,
                paramLabel = "M",
                description = "whose texts are meant; '*' for everybody's")
        private String tenant;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Whose() {}

        TenantId id() {
            try {
                return new TenantId(tenant);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--tenant: " + e.getMessage());
            }
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add or remove");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the terms, the newest first.")
    int list(@Mixin ConfigOptions options, @Mixin Whose whose) {
        TenantId tenant = whose.id();
        return with(options, book -> {
            List<Term> terms = book.of(tenant);
            terms.forEach(term -> Console.standard().say(line(term)));
            if (terms.isEmpty()) {
                Console.standard().say("there are no terms of " + tenant);
            }
            return 0;
        });
    }

    private static String line(Term term) {
        String advice = Optional.ofNullable(term.suggestion())
                .map(instead -> instead.isEmpty() ? "  (leave it out)" : "  (better: " + instead + ")")
                .orElse("");
        String reason = term.reason().isEmpty() ? "" : "  " + term.reason();
        return term.term() + advice + reason + "  " + term.by() + ", " + term.at();
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a term, or puts it in the place of the same one.")
    int add(
            @Mixin ConfigOptions options,
            @Mixin Whose whose,
            @Option(names = "--term", required = true, paramLabel = "WORDS", description = "2 to 32 characters")
                    String words,
            @Option(
                            names = "--suggest",
                            paramLabel = "WORDS",
                            description = "what could stand there instead; '' to leave it out")
                    @Nullable
                    String suggestion,
            @Option(names = "--reason", paramLabel = "TEXT", description = "why, for reviewers to read") @Nullable
                    String reason) {
        Term term = term(whose.id(), words, suggestion, Objects.requireNonNullElse(reason, ""));
        return with(options, book -> {
            if (!book.tryAdd(term)) {
                throw new UsageException(term.tenant() + " has " + TermBook.MOST + " terms already; remove one first");
            }
            Console.standard().say("\"" + term.term() + "\" stands among the terms of " + term.tenant());
            return 0;
        });
    }

    private static Term term(TenantId tenant, String words, @Nullable String suggestion, String reason) {
        try {
            return new Term(
                    tenant, words, suggestion, reason, who(), Clock.systemUTC().instant());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a term.")
    int remove(
            @Mixin ConfigOptions options,
            @Mixin Whose whose,
            @Option(names = "--term", required = true, paramLabel = "WORDS", description = "as the list shows it")
                    String words) {
        TenantId tenant = whose.id();
        return with(options, book -> {
            if (book.remove(tenant, words, who(), Clock.systemUTC().instant()).isEmpty()) {
                throw new UsageException("\"" + words + "\" is no term of " + tenant + "; m6flow terms list --tenant '"
                        + tenant + "' shows all");
            }
            Console.standard().say("\"" + words + "\" is removed from the terms of " + tenant);
            return 0;
        });
    }

    /** Who changes a term at the command line. */
    private static String who() {
        return System.getProperty("user.name", "somebody") + " (m6flow terms)";
    }

    private static int with(ConfigOptions options, ToIntFunction<TermBook> use) {
        Settings settings = options.read();
        String kafka = RunningSystem.kafka(settings);
        try (TermTopic book = new TermTopic(kafka, Topics.GUARD_TERMS, settings.topicFormat())) {
            book.start();
            book.awaitKnown(PATIENCE);
            return use.applyAsInt(book);
        } catch (ReviewQueueException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
