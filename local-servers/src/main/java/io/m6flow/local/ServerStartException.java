package io.m6flow.local;

import org.jspecify.annotations.Nullable;

/** A server could not be started; the message is one line that says why and what to do. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    ServerStartException(String message) {
        this(message, null);
    }

    static ServerStartException portInUse(String server, int port, @Nullable Throwable cause) {
        return new ServerStartException(
                "%s: port %d is in use; choose another with --%s-port or stop what holds it"
                        .formatted(server, port, server.toLowerCase(java.util.Locale.ROOT)),
                cause);
    }
}
