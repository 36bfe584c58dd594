package io.m6flow.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One server's own directory, locked against a second owner while it is open. The lock goes with the process, also when
 * it is killed; the remembered port stays. Confined to the thread of its server.
 */
final class DataDirectory implements AutoCloseable {
    private final String server;
    private final Path path;
    private final FileChannel lock;

    private DataDirectory(String server, Path path, FileChannel lock) {
        this.server = server;
        this.path = path;
        this.lock = lock;
    }

    /** @throws ServerStartException if the directory cannot be written, or is in use by another server */
    static DataDirectory open(String server, Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locks(channel)) {
                return new DataDirectory(server, path, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new ServerStartException("%s: cannot write to %s: %s".formatted(server, path, e), e);
        }
        throw new ServerStartException(
                "%s: the data directory %s is in use; stop what uses it or choose another".formatted(server, path));
    }

    private static boolean locks(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * The port to listen on: the one wanted, or for 0 the one of the last time if it is still free, else a free one.
     *
     * @throws ServerStartException if the wanted port is in use
     */
    int choosePort(int wanted) {
        if (wanted != 0) {
            if (!Ports.isFree(wanted)) {
                throw ServerStartException.portInUse(server, wanted, null);
            }
            return wanted;
        }
        int remembered = rememberedPort();
        return remembered != 0 && Ports.isFree(remembered) ? remembered : Ports.free();
    }

    void rememberPort(int port) {
        try {
            Files.writeString(resolve("port"), Integer.toString(port));
        } catch (IOException e) {
            throw new ServerStartException("%s: cannot write to %s: %s".formatted(server, path, e), e);
        }
    }

    private int rememberedPort() {
        try {
            int port = Integer.parseInt(Files.readString(resolve("port")).strip());
            return port >= 1 && port <= 65_535 ? port : 0;
        } catch (NoSuchFileException firstStart) {
            return 0;
        } catch (IOException | NumberFormatException unreadable) {
            // Only a convenience is lost: the server gets another port.
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot unlock " + path, e);
        }
    }
}
