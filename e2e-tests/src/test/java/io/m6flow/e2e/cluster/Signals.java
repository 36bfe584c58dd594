package io.m6flow.e2e.cluster;

import java.io.IOException;

/** What befalls a process from outside. */
public enum Signals {
    /** It ends at once, without a last word. */
    KILL,
    /** It stands still, its connections open. */
    STOP,
    /** It goes on. */
    CONT;

    public void send(long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name() + " " + pid + " ended with " + code);
            }
        } catch (IOException e) {
            throw new IllegalStateException("there is no kill on this machine", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
