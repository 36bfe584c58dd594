package io.m6flow.generator.m6;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Reads sources for an engine: on the engine thread itself, or on a thread beside it. Used by the engine thread alone. */
abstract class Reader implements AutoCloseable {
    private final Network network;
    private final EngineMeters meters;

    private Reader(Network network, EngineMeters meters) {
        this.network = network;
        this.meters = meters;
    }

    /** Completes when they are read, which may be at once; fails as the network does. */
    abstract CompletableFuture<Reading> read(List<int[]> sources);

    /** Returns when nothing is being read any more. */
    @Override
    public abstract void close();

    Reading readNow(List<int[]> sources) {
        long begun = meters.now();
        Reading reading = network.read(sources);
        meters.read(sources.stream().mapToLong(source -> source.length).sum(), begun);
        return reading;
    }

    /** Reads on the thread that asks. */
    static Reader inPlace(Network network, EngineMeters meters) {
        return new Reader(network, meters) {
            @Override
            CompletableFuture<Reading> read(List<int[]> sources) {
                try {
                    return CompletableFuture.completedFuture(readNow(sources));
                } catch (RuntimeException | OutOfMemoryError e) {
                    return CompletableFuture.failedFuture(e);
                }
            }

            @Override
            public void close() {
                // Nothing goes on between two calls.
            }
        };
    }

    /** Reads on a thread of its own with so many CPU threads, while the engine thread writes. */
    static Reader beside(Network network, EngineMeters meters, int threads, String name) {
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread reader = new Thread(
                    () -> {
                        Torch.useHere(threads);
                        work.run();
                    },
                    name);
            reader.setDaemon(true);
            return reader;
        });
        return new Reader(network, meters) {
            @Override
            CompletableFuture<Reading> read(List<int[]> sources) {
                return CompletableFuture.supplyAsync(() -> readNow(sources), thread);
            }

            @Override
            public void close() {
                thread.shutdown();
                boolean interrupted = false;
                while (!thread.isTerminated()) {
                    try {
                        thread.awaitTermination(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
