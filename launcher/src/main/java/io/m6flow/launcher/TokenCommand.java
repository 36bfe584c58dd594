package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.schema.id.TenantId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and revokes the tokens by which people sign in; a running service notices within a second or two. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = {
            "The tokens by which people and programs sign in. The file (review.tokens, or that of data.dir) holds",
            "only their SHA-256; a running service notices what changes."
        })
final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls run()
    TokenCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: add, list or revoke");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a token and shows it once.")
    int add(
            @Mixin ConfigOptions options,
            @Option(names = "--name", required = true, paramLabel = "N", description = "whose it is; decisions bear it")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "R",
                            description = "reviewer, lead, merchant, operator or admin")
                    String role,
            @Option(names = "--tenant", paramLabel = "T", description = "the only tenant to be seen; else all")
                    @Nullable
                    String tenant,
            @Option(names = "--expires", paramLabel = "P", description = "after which time it ends, such as P30D")
                    @Nullable
                    String life) {
        Clock clock = Clock.systemUTC();
        Principal owner = owner(name, role, Optional.ofNullable(tenant));
        Optional<Instant> expires = Optional.ofNullable(life).map(text -> expiry(text, clock.instant()));
        Path file = file(options);
        String token = Tokens.add(file, owner, expires);
        Console console = Console.standard();
        console.say(token);
        console.say("This is " + name + "'s token, and it is shown only now; " + file + " holds its SHA-256"
                + expires.map(end -> ", good until " + end).orElse("") + ".");
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows who has tokens, and until when.")
    int list(@Mixin ConfigOptions options) {
        Tokens.lines(file(options), Instant.now()).forEach(Console.standard()::say);
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends all tokens of a name, and the sessions that they opened.")
    int revoke(
            @Mixin ConfigOptions options,
            @Parameters(paramLabel = "NAME", description = "whose tokens end") String name) {
        Path file = file(options);
        int revoked = Tokens.revoke(file, name);
        if (revoked == 0) {
            throw new UsageException(
                    "nobody in " + file + " is named \"" + name + "\"; m6flow review token list shows who is");
        }
        Console.standard().say("revoked " + revoked + (revoked == 1 ? " token" : " tokens") + " of " + name);
        return 0;
    }

    private static Path file(ConfigOptions options) {
        Settings settings = options.read();
        return settings.review()
                .tokens()
                .orElseGet(() -> new DataDirectory(settings.dataDir()).secrets().resolve("tokens.json"))
                .toAbsolutePath();
    }

    private static Principal owner(String name, String role, Optional<String> tenant) {
        try {
            return new Principal(name, Role.named(role), tenant.map(TenantId::new));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Instant expiry(String life, Instant now) {
        try {
            Instant end = now.atOffset(ZoneOffset.UTC).plus(Period.parse(life)).toInstant();
            if (end.isAfter(now)) {
                return end;
            }
        } catch (DateTimeException notAPeriod) {
            // Said below, together with periods that are not positive.
        }
        throw new UsageException(
                "--expires must be a time from now in days or months such as P30D or P6M, was \"" + life + "\"");
    }
}
