package io.m6flow.launcher;

import io.m6flow.launcher.config.ConfigKey;
import io.m6flow.launcher.config.Configuration;
import io.m6flow.launcher.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the review service is, and in whose name a command speaks to it. */
final class ServiceOptions {
    private final Map<ConfigKey, String> flags = new EnumMap<>(ConfigKey.class);

    @Option(names = "--config", paramLabel = "FILE", description = "m6flow.yaml; the environment and flags win over it")
    private @Nullable Path file;

    @Option(names = "--url", paramLabel = "URL", description = "the review service, such as http://HOST:8080")
    private @Nullable URI url;

    @Option(names = "--token-file", paramLabel = "FILE", description = "a file that holds a lead's token")
    private @Nullable Path tokenFile;

    @Option(names = "--data", paramLabel = "DIR", description = "the data of the ./m6flow up that runs (data.dir)")
    void data(String value) {
        flags.put(ConfigKey.DATA_DIR, value);
    }

    RecallService service() {
        Settings settings = Settings.from(Configuration.read(file, System.getenv(), flags));
        return RecallService.of(settings, url, tokenFile, System.getenv());
    }
}
