package io.m6flow.generator.m6;

import io.m6flow.generator.GeneratorException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model that ships inside the jar, unpacked once into a cache folder so that it can be mapped. */
final class EmbeddedModel {
    /** Names another cache folder; the default is {@code .cache/m6flow} under the user's home. */
    static final String CACHE = "m6flow.cache";

    private static final String NAME = "m6-shop";
    private static final List<String> FILES = List.of(
            "config.json",
            "generation_config.json",
            "tokenizer.json",
            "model.safetensors",
            "README.md",
            "LICENSE",
            "NOTICE");

    private static @Nullable ModelFolder opened;

    private EmbeddedModel() {}

    /** The folder is used as found only when its digest is that of this build's model; looked at once per process. */
    static synchronized ModelFolder open() {
        if (opened != null && Files.isDirectory(opened.path())) {
            return opened;
        }
        opened = unpacked();
        return opened;
    }

    private static ModelFolder unpacked() {
        try {
            Path cache = cache();
            Path fresh = Files.createTempDirectory(cache, "unpack-");
            try {
                return ModelFolder.open(place(unpack(fresh.resolve(NAME)), cache));
            } finally {
                delete(fresh);
            }
        } catch (IOException e) {
            throw new GeneratorException(
                    "cannot unpack the embedded model (set -D" + CACHE + "=DIR to a folder that can be written): " + e,
                    e);
        }
    }

    private static Path unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String file : FILES) {
            try (InputStream in = EmbeddedModel.class.getResourceAsStream("/" + NAME + "/" + file)) {
                if (in == null) {
                    throw new GeneratorException("this build lacks the embedded model's " + file);
                }
                Files.copy(in, folder.resolve(file));
            }
        }
        return folder;
    }

    /** Moves a fresh folder to where its digest says, unless an equal one is there; processes may race for it. */
    private static Path place(Path fresh, Path cache) throws IOException {
        String digest = ModelFolder.open(fresh).digest();
        Path home = cache.resolve(digest.substring(0, 16)).resolve(NAME);
        if (isWhole(home, digest)) {
            return home;
        }
        delete(home);
        Files.createDirectories(home.getParent());
        try {
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            if (!isWhole(home, digest)) {
                throw e;
            }
        }
        return home;
    }

    private static boolean isWhole(Path folder, String digest) {
        try {
            return Files.isDirectory(folder)
                    && ModelFolder.open(folder).digest().equals(digest);
        } catch (GeneratorException e) {
            return false;
        }
    }

    /** Where what is unpacked or measured once is kept. */
    static Path cacheFolder() {
        try {
            return cache();
        } catch (IOException e) {
            throw new GeneratorException("the cache folder named by " + CACHE + " cannot be made: " + e, e);
        }
    }

    private static Path cache() throws IOException {
        String named = System.getProperty(CACHE);
        Path cache = named != null
                ? Path.of(named)
                : Path.of(System.getProperty("user.home", ""), ".cache", "m6flow", "models");
        try {
            return Files.createDirectories(cache);
        } catch (IOException e) {
            if (named != null) {
                throw e;
            }
            return Files.createTempDirectory("m6flow-models-");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
