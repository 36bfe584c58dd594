package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes back what is published and should not be. */
@Command(
        name = "recall",
        mixinStandardHelpOptions = true,
        description = {
            "Finds what stands published and meets all that is named, and takes it back from every sink.",
            "Speaks to the review service of ./m6flow up, or to that of --url, with a lead's token from --token-file or",
            "M6FLOW_TOKEN."
        })
final class RecallCommand implements Callable<Integer> {
    private static final int SHOWN = 20;
    private static final int LISTED = 50;
    private static final int PAGE = 500;
    private static final Duration LOOK = Duration.ofMillis(500);

    @Mixin
    private ServiceOptions access;

    @Option(
            names = "--term",
            paramLabel = "T",
            description = "the text holds this, in whatever width, case and spacing")
    private @Nullable String term;

    @Option(names = "--check", description = "the guards of today find an error in the text")
    private boolean check;

    @Option(names = "--model", paramLabel = "M", description = "the name of the model that wrote it")
    private @Nullable String model;

    @Option(names = "--model-version", paramLabel = "V", description = "the version of that model")
    private @Nullable String version;

    @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
    private @Nullable String tenant;

    @Option(names = "--kind", split = ",", paramLabel = "K", description = "only these kinds: ${COMPLETION-CANDIDATES}")
    private List<Kind> kinds = List.of();

    @Option(names = "--since", paramLabel = "TIME", description = "decided since: 2026-01-31, or with a time")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "decided before")
    private @Nullable String until;

    @Option(names = "--reason", paramLabel = "R", description = "why; stands in the audit log (required)")
    private @Nullable String reason;

    @Option(names = "--dry-run", description = "only find, and take nothing back")
    private boolean dryRun;

    @Option(names = "--yes", description = "take back without asking")
    private boolean yes;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    RecallCommand() {}

    @Override
    public Integer call() {
        RecallService service = access.service();
        Console console = Console.standard();
        JsonNode found = service.search(wish());
        tell(found, console);
        say(service.texts(id(found), Optional.empty(), SHOWN).path("texts"), console);
        long more = found.path("found").asLong() - SHOWN;
        if (more > 0) {
            console.say("  and " + more + " more: m6flow recall show " + id(found));
        }
        if (found.path("found").asLong() == 0) {
            return 0;
        } else if (dryRun) {
            console.say("nothing was taken back; m6flow recall retract " + id(found) + " does");
            return 0;
        }
        return retract(service, found, yes, console);
    }

    private ObjectNode wish() {
        if (reason == null || reason.isBlank()) {
            throw new UsageException("--reason is missing; say why, it stands in the audit log");
        }
        ObjectNode wish = JsonNodeFactory.instance.objectNode().put("reason", reason);
        put(wish, "term", term);
        if (check) {
            wish.put("check", true);
        }
        put(wish, "model", model);
        put(wish, "modelVersion", version);
        put(wish, "tenant", tenant);
        ArrayNode names = wish.putArray("kinds");
        kinds.forEach(kind -> names.add(kind.name()));
        put(
                wish,
                "since",
                since == null ? null : Moment.ofFlag("--since", since).toString());
        put(
                wish,
                "until",
                until == null ? null : Moment.ofFlag("--until", until).toString());
        return wish;
    }

    private static void put(ObjectNode json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the recalls so far, newest first.")
    int list(@Mixin ServiceOptions given) {
        Console console = Console.standard();
        JsonNode recalls = given.service().list(LISTED).path("recalls");
        recalls.forEach(
                recall -> console.say("%s  %s  %-10s found %d, taken back %d, changed meanwhile %d, failed %d  %s  %s"
                        .formatted(
                                id(recall),
                                recall.path("at").asText(),
                                recall.path("state").asText(),
                                recall.path("found").asLong(),
                                recall.path("retracted").asLong(),
                                recall.path("overtaken").asLong(),
                                recall.path("failed").asLong(),
                                recall.path("by").asText(),
                                recall.path("criteria"))));
        if (recalls.isEmpty()) {
            console.say("nothing was recalled yet");
        }
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a recall with all that it found.")
    int show(@Mixin ServiceOptions given, @Parameters(paramLabel = "ID", description = "its id") String id) {
        RecallService service = given.service();
        Console console = Console.standard();
        JsonNode recall = service.find(id);
        tell(recall, console);
        if (recall.hasNonNull("orderedBy")) {
            console.say("ordered by " + recall.path("orderedBy").asText() + " at "
                    + recall.path("orderedAt").asText());
            console.say(came(recall));
        }
        Optional<String> next = Optional.empty();
        do {
            JsonNode page = service.texts(id, next, PAGE);
            say(page.path("texts"), console);
            next = Optional.ofNullable(page.path("next").textValue());
        } while (next.isPresent());
        return 0;
    }

    @Command(
            name = "retract",
            mixinStandardHelpOptions = true,
            description = "Takes back what a recall has found; one that is under way is only watched.")
    int retract(
            @Mixin ServiceOptions given,
            @Parameters(paramLabel = "ID", description = "the recall's id") String id,
            @Option(names = "--yes", description = "without asking") boolean sure) {
        RecallService service = given.service();
        Console console = Console.standard();
        JsonNode recall = service.find(id);
        tell(recall, console);
        return retract(service, recall, sure, console);
    }

    private static int retract(RecallService service, JsonNode found, boolean sure, Console console) {
        long count = found.path("found").asLong();
        if (!sure && found.path("state").asText().equals("FOUND") && !confirms(count, console)) {
            console.say("nothing was taken back; m6flow recall retract " + id(found) + " does");
            return Main.FAILED;
        }
        JsonNode recall = service.retract(id(found), count);
        while (!recall.path("state").asText().equals("DONE")) {
            console.live(came(recall));
            sleep();
            recall = service.find(id(found));
        }
        console.say(came(recall));
        return recall.path("failed").asLong() == 0 ? 0 : Main.FAILED;
    }

    /** The number is typed, so that nobody takes back a thousand in passing. */
    private static boolean confirms(long count, Console console) {
        console.say("To take all of them back, type their number (" + count + "), or nothing to leave them:");
        try {
            String typed = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return typed != null && typed.strip().equals(Long.toString(count));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted; what was ordered goes on, m6flow recall list shows it");
        }
    }

    private static String id(JsonNode recall) {
        return recall.path("id").asText();
    }

    private static void tell(JsonNode recall, Console console) {
        console.say("recall %s: %d of %d published texts found"
                .formatted(
                        id(recall),
                        recall.path("found").asLong(),
                        recall.path("looked").asLong()));
        console.say(
                "  " + recall.path("criteria") + "  \"" + recall.path("reason").asText() + "\"");
        if (recall.path("more").asBoolean()) {
            console.say("  these are the first; take them back, then search again for the rest");
        }
        if (recall.path("waiting").asLong() > 0) {
            console.say("  " + recall.path("waiting").asLong()
                    + " items that still wait for a decision meet this too; nothing is done about them");
        }
    }

    private static String came(JsonNode recall) {
        return "taken back %d of %d, changed by others meanwhile %d, failed %d"
                .formatted(
                        recall.path("retracted").asLong(),
                        recall.path("found").asLong(),
                        recall.path("overtaken").asLong(),
                        recall.path("failed").asLong());
    }

    private static void say(JsonNode texts, Console console) {
        for (JsonNode text : texts) {
            List<String> parts = new ArrayList<>(List.of(
                    "  " + text.path("contentId").asText(),
                    text.path("tenant").asText(),
                    text.path("kind").asText(),
                    text.path("subject").asText(),
                    text.path("publishedAt").asText(),
                    text.path("cause").asText()));
            if (text.hasNonNull("fate")) {
                parts.add(text.path("fate").asText());
            }
            console.say(String.join("  ", parts));
        }
    }
}
