package io.m6flow.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of 127.0.0.1. An answer is true of the moment only: nothing reserves the port. */
public final class Ports {
    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on 127.0.0.1", e);
        }
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 1 and 65535, was " + port);
        }
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of the last run that still time out do not count.
            socket.setReuseAddress(true);
            socket.bind(loopback(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /** A port as of {@link #free}, for a second listener beside one that is about to take its own. */
    static int freeBut(int taken) {
        int port = free();
        while (port == taken) {
            port = free();
        }
        return port;
    }

    static InetSocketAddress loopback(int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void requirePortOrZero(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 0 (choose a free one) and 65535, was " + port);
        }
    }
}
