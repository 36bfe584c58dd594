package io.m6flow.sink;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and breaks 30 % of the calls by closing the connection: half of them before the server hears of
 * the call, half when it has, so that only its answer is lost. A call is what a client writes at once; a connection's
 * greeting is none. Which calls break follows from the seed.
 */
public final class FlakyProxy implements AutoCloseable {
    private static final double SHARE = 0.3;

    private final ServerSocket door;
    private final int server;
    private final int greeting;
    private final Random chance;
    private final AtomicInteger broken = new AtomicInteger();

    private enum Fate {
        GOES_THROUGH,
        REQUEST_LOST,
        ANSWER_LOST
    }

    /**
     * A proxy that listens on a free port of 127.0.0.1.
     *
     * @param server the port of 127.0.0.1 that calls go to
     * @param greeting how many writes of a client open a connection, and always pass
     */
    public FlakyProxy(int server, int greeting, long seed) throws IOException {
        this.server = server;
        this.greeting = greeting;
        this.chance = new Random(seed);
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        run(this::acceptAll);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** How many calls it has broken. */
    public int broken() {
        return broken.get();
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket client = door.accept();
            run(() -> {
                try (client;
                        Socket target = new Socket(InetAddress.getLoopbackAddress(), server)) {
                    run(() -> answer(target, client));
                    pass(client.getInputStream(), target.getOutputStream());
                }
            });
        }
    }

    private static void answer(Socket from, Socket to) throws IOException {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private void pass(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int calls = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            Fate fate = calls++ < greeting ? Fate.GOES_THROUGH : next();
            if (fate != Fate.REQUEST_LOST) {
                out.write(buffer, 0, read);
            }
            if (fate != Fate.GOES_THROUGH) {
                broken.incrementAndGet();
                return;
            }
        }
    }

    private synchronized Fate next() {
        if (chance.nextDouble() >= SHARE) {
            return Fate.GOES_THROUGH;
        }
        return chance.nextBoolean() ? Fate.REQUEST_LOST : Fate.ANSWER_LOST;
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void run(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // By the other side, or by close().
                    }
                },
                "flaky-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
