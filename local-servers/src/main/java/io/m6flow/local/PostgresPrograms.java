package io.m6flow.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs of this platform, and who runs them: Postgres refuses to work for root. */
final class PostgresPrograms {
    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> DATA = PosixFilePermissions.fromString("rw-r--r--");

    /** The user and group without rights that every Unix has. */
    static final int NOBODY = 65_534;

    private final Path home;

    private PostgresPrograms(Path home) {
        this.home = home;
    }

    /** Unpacks the programs from the class path, if the directory does not have them yet. */
    static PostgresPrograms in(Path directory) {
        Path home = directory.resolve("postgres");
        String archive = archive();
        try (InputStream found = PostgresPrograms.class.getResourceAsStream(archive)) {
            if (found == null) {
                throw new ServerStartException("Postgres: no server for %s on %s is on the class path (%s)"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), archive));
            }
            if (!Files.exists(home)) {
                Path part = Files.createDirectories(directory.resolve("postgres.part"));
                unpack(found, part);
                // A start cut short leaves no half programs: they get their place once they are whole.
                Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new ServerStartException("Postgres: cannot unpack the server into %s: %s".formatted(directory, e), e);
        }
    }

    private static String archive() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        return "/postgres-%s-%s.txz".formatted(mac ? "darwin" : "linux", arm ? "arm_64" : "x86_64");
    }

    private static void unpack(InputStream archive, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Files.setPosixFilePermissions(target, (entry.getMode() & 0100) == 0 ? DATA : PROGRAM);
        }
    }

    /** Whether the programs run as somebody else than this process. */
    static boolean runAsNobody() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The command line of one program. As root it goes through setpriv, which becomes the program: same process id. */
    List<String> command(String program, String... arguments) {
        List<String> line = new ArrayList<>();
        if (runAsNobody()) {
            line.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        line.add(home.resolve("bin").resolve(program).toString());
        line.addAll(List.of(arguments));
        return line;
    }
}
