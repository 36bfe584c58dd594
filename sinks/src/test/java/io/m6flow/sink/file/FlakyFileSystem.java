package io.m6flow.sink.file;

import java.io.IOException;
import java.net.URI;
import java.util.Random;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream.Committer;
import org.apache.flink.core.fs.RecoverableWriter.CommitRecoverable;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/**
 * The local file system under the scheme {@code flaky}, where 30 % of the calls fail, before they work or after, until five
 * have. It ends, because Flink's compactor (2.2.1, {@code CompactorOperator.endInput}) does not survive a failure at the
 * very end of an input; that of the publish job has none.
 */
final class FlakyFileSystem extends LocalFileSystem {
    private static final String SCHEME = "flaky";
    private static final double SHARE = 0.3;
    private static final int MOST = 5;

    private static Random chance = new Random(0);
    private static boolean failing;
    private static int failures;

    /** Flink finds it by META-INF/services. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI fsUri) {
            return new FlakyFileSystem();
        }
    }

    private interface Call<T> {
        T run() throws IOException;
    }

    static URI uri(java.nio.file.Path directory) {
        return URI.create(SCHEME + "://" + directory.toUri().getPath());
    }

    static synchronized void begin(long seed) {
        chance = new Random(seed);
        failing = true;
        failures = 0;
    }

    static synchronized void heal() {
        failing = false;
    }

    static synchronized int failures() {
        return failures;
    }

    private static <T> T flaky(Call<T> call) throws IOException {
        failPerhaps(SHARE / 2);
        T result = call.run();
        failPerhaps(SHARE / 2);
        return result;
    }

    private static synchronized void failPerhaps(double share) throws IOException {
        if (failing && failures < MOST && chance.nextDouble() < share) {
            failures++;
            throw new IOException("the file system fails, as this test asks for");
        }
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return flaky(() -> super.open(path));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return flaky(() -> super.delete(path, recursive));
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() {
        return new FlakyWriter(this);
    }

    private static final class FlakyWriter extends LocalRecoverableWriter {
        FlakyWriter(LocalFileSystem local) {
            super(local);
        }

        @Override
        public RecoverableFsDataOutputStream open(Path path) throws IOException {
            return flaky(() -> super.open(path));
        }

        @Override
        public Committer recoverForCommit(CommitRecoverable recoverable) throws IOException {
            return new FlakyCommitter(super.recoverForCommit(recoverable));
        }
    }

    private record FlakyCommitter(Committer local) implements Committer {
        @Override
        public void commit() throws IOException {
            flaky(() -> {
                local.commit();
                return true;
            });
        }

        @Override
        public void commitAfterRecovery() throws IOException {
            flaky(() -> {
                local.commitAfterRecovery();
                return true;
            });
        }

        @Override
        public CommitRecoverable getRecoverable() {
            return local.getRecoverable();
        }
    }
}
