package io.m6flow.launcher;

import io.m6flow.review.AuditChain;
import io.m6flow.review.ReviewQueueException;
import io.m6flow.review.export.AuditCheck;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells whether the audit chain is whole. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Reads review.decisions and tells whether the audit chain is whole and as long as Redis says.",
            "Exit code 1 where it is not. Needs kafka.bootstrap and redis.uri."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final Pattern HEAD = Pattern.compile("([0-9]{1,18}):([0-9a-fA-F]{64})");

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--expect-head",
            paramLabel = "INDEX:HASH",
            description = "a head noted earlier, which the chain must still hold")
    private @Nullable String expected;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields before it calls call()
    VerifyCommand() {}

    @Override
    public Integer call() {
        Optional<AuditChain.Head> noted = Optional.ofNullable(expected).map(VerifyCommand::head);
        AuditCheck check = new AuditCheck(ReviewParts.deployed(options.read()));
        try {
            return tell(check.check(noted), noted, Console.standard());
        } catch (ReviewQueueException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static AuditChain.Head head(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.matches()) {
            throw new UsageException("--expect-head must be INDEX:HASH as verify prints it, the hash 64 hexadecimal"
                    + " digits, was \"" + text + "\"");
        }
        return new AuditChain.Head(Long.parseLong(head.group(1)), head.group(2).toLowerCase(Locale.ROOT));
    }

    private static int tell(AuditCheck.Finding finding, Optional<AuditChain.Head> noted, Console console) {
        return finding.chain()
                .fold(
                        whole -> {
                            console.say("the chain is whole: " + whole.entries() + " entries, " + whole.repeats()
                                    + " repeats");
                            console.say("head " + whole.head().index() + ":"
                                    + whole.head().hash());
                            noted.ifPresent(head -> console.say("it holds the head noted at " + head.index()));
                            Optional<String> miscount = finding.miscount();
                            console.say(miscount.orElse("Redis counts as many"));
                            return miscount.isPresent() ? Main.FAILED : 0;
                        },
                        broken -> {
                            console.say("the chain is broken at entry " + broken.index() + ": " + broken.why());
                            return Main.FAILED;
                        });
    }
}
