package io.m6flow.launcher;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What the user sees: lines that stay, and one line that lives. Thread-safe. */
final class Console {
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(10);
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private Instant lastPlain = Instant.EPOCH;
    private boolean liveLine;

    Console(PrintStream out, boolean terminal, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** On standard output; the script that starts Java says whether that is a terminal. */
    static Console standard() {
        return new Console(System.out, Boolean.getBoolean("m6flow.terminal"), Clock.systemUTC());
    }

    /** A line that stays. */
    synchronized void say(String line) {
        endLiveLine();
        out.println(line);
        out.flush();
    }

    /** The line that lives: overwritten on a terminal, else printed every ten seconds. */
    synchronized void live(String line) {
        if (terminal) {
            out.print("\r" + fit(line));
            out.flush();
            liveLine = true;
        } else if (!clock.instant().isBefore(lastPlain.plus(PLAIN_INTERVAL))) {
            lastPlain = clock.instant();
            out.println(line);
            out.flush();
        }
    }

    private void endLiveLine() {
        if (liveLine) {
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            liveLine = false;
        }
    }

    private static String fit(String line) {
        return line.length() >= WIDTH ? line.substring(0, WIDTH) : line + " ".repeat(WIDTH - line.length());
    }
}
