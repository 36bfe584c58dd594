package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.receipt.Receipt;
import io.m6flow.review.receipt.Receipts;
import io.m6flow.review.receipt.SinkTrace;
import io.m6flow.review.receipt.Whereabouts;
import io.m6flow.review.redis.RedisViewTrace;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.ContentId;
import io.m6flow.schema.id.PublishedKey;
import io.m6flow.schema.id.Subject;
import io.m6flow.schema.id.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows all that is known of one text. */
@Command(
        name = "receipt",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a text was written from and by what, what was noticed, who decided when, and where it went.",
            "Finds Kafka and Redis of a running ./m6flow up by itself, else by kafka.bootstrap and redis.uri."
        })
final class ReceiptCommand implements Callable<Integer> {
    private static final int PLACE_PARTS = 3;

    @Mixin
    private ConfigOptions options;

    @Parameters(
            arity = "1..3",
            paramLabel = "ID",
            description = "a contentId, or TENANT KIND SUBJECT for what stands there or stood there last")
    private List<String> which;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    ReceiptCommand() {}

    @Override
    public Integer call() {
        Settings settings = options.read();
        URI redis = RunningSystem.redis(settings);
        ReviewSettings review =
                ReviewSettings.of(redis, RunningSystem.kafka(settings)).withFormat(settings.topicFormat());
        try {
            Receipt receipt = find(review);
            List<Whereabouts> went = new ArrayList<>();
            sinks(settings, redis).forEach(sink -> went.addAll(sink.of(receipt)));
            Console console = Console.standard();
            if (json) {
                console.say(ReceiptJson.of(receipt, went).toPrettyString());
            } else {
                new ReceiptText(receipt, went).lines().forEach(console::say);
            }
            return 0;
        } catch (ReviewQueueException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Receipt find(ReviewSettings review) {
        try (Receipts receipts = Receipts.open(review)) {
            Optional<Receipt> found = which.size() == PLACE_PARTS
                    ? receipts.of(place(which.get(0), which.get(1), which.get(2)))
                    : receipts.of(content(which));
            return found.orElseThrow(() -> new UsageException("nothing is known of " + String.join(" ", which)
                    + ": there is no decision about it"
                    + (which.size() == 1 ? ", and no draft that content.drafts still keeps" : "")
                    + "; see that it is written rightly, and that this is the right system"));
        }
    }

    private static ContentId content(List<String> which) {
        try {
            if (which.size() == 1) {
                return new ContentId(which.get(0).toLowerCase(Locale.ROOT));
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() + "; a place is named by TENANT KIND SUBJECT");
        }
        throw new UsageException("name one contentId, or TENANT KIND SUBJECT");
    }

    private static PublishedKey place(String tenant, String kind, String subject) {
        try {
            return new PublishedKey(
                    new TenantId(tenant), Kind.valueOf(kind.toUpperCase(Locale.ROOT)), new Subject(subject));
        } catch (IllegalArgumentException e) {
            throw new UsageException("that is no place: " + e.getMessage());
        }
    }

    /** Each sink tells for itself; one that is added here is on every receipt. */
    private static List<SinkTrace> sinks(Settings settings, URI redis) {
        List<SinkTrace> sinks = new ArrayList<>(List.of(new TopicTrace(), new RedisViewTrace(redis)));
        WebhooksFile.of(settings).ifPresent(endpoints -> sinks.add(new WebhookTrace(endpoints, redis)));
        settings.moreSinks().postgres().ifPresent(postgres -> sinks.add(new PostgresTrace(postgres)));
        settings.moreSinks()
                .files()
                .ifPresent(files -> sinks.add(receipt -> List.of(new Whereabouts(
                        "files",
                        Whereabouts.State.UNKNOWN,
                        "those under " + files.directory() + " are not looked into; search them for the contentId"))));
        return sinks;
    }
}
