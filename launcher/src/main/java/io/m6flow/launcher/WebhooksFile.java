package io.m6flow.launcher;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.m6flow.launcher.config.Settings;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import io.m6flow.sink.webhook.ContentEvents;
import io.m6flow.sink.webhook.DecisionEvents;
import io.m6flow.sink.webhook.Endpoint;
import io.m6flow.sink.webhook.EndpointName;
import io.m6flow.sink.webhook.SigningSecret;
import io.m6flow.sink.webhook.Subscription;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The file of endpoints, YAML or JSON: {@code endpoints: [{name, url, secrets or secrets-from, types, tenants, kinds, private}]}.
 * What is wrong is a UsageException that never repeats a secret.
 */
final class WebhooksFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> FIELDS =
            new TreeSet<>(Set.of("name", "url", "secrets", "secrets-from", "types", "tenants", "kinds", "private"));

    /** Words for all types of a group. */
    private static final Map<String, Set<String>> GROUPS =
            Map.of("decision.*", DecisionEvents.TYPES, "content.*", ContentEvents.TYPES);

    private static final Set<String> TYPES =
            GROUPS.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));

    private final Path file;
    private final Map<String, String> environment;

    private WebhooksFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** The endpoints of the file that the settings name, or empty if they name none. */
    static Optional<List<Endpoint>> of(Settings settings) {
        return settings.webhooks().map(file -> read(file, System.getenv()));
    }

    /** The endpoints of the file that the settings must name. */
    static List<Endpoint> required(Settings settings) {
        return of(settings)
                .orElseThrow(() -> new UsageException("webhooks.file is not set; set M6FLOW_WEBHOOKS_FILE to a file of"
                        + " endpoints, as docs/webhooks.md shows"));
    }

    static List<Endpoint> read(Path file, Map<String, String> environment) {
        try {
            return new WebhooksFile(file, environment).endpoints();
        } catch (JsonProcessingException e) {
            // The message of the parser would quote the file, which may hold secrets.
            throw unusable(
                    file,
                    "it is no YAML (line "
                            + Optional.ofNullable(e.getLocation())
                                    .map(at -> Integer.toString(at.getLineNr()))
                                    .orElse("unknown")
                            + ")");
        } catch (IOException e) {
            throw unusable(file, "it cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException unusable(Path file, String why) {
        return new UsageException("webhooks.file: " + file + " cannot be used; " + why);
    }

    private List<Endpoint> endpoints() throws IOException {
        JsonNode root = YAML.readTree(Files.readString(file));
        if (!root.path("endpoints").isArray() || root.size() != 1) {
            throw new IllegalArgumentException("it must hold a list named endpoints, and nothing else");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        for (JsonNode entry : root.path("endpoints")) {
            endpoints.add(endpoint(entry));
        }
        Set<EndpointName> names = new LinkedHashSet<>();
        for (Endpoint endpoint : endpoints) {
            if (!names.add(endpoint.name())) {
                throw new IllegalArgumentException("two endpoints are named " + endpoint.name());
            }
        }
        return List.copyOf(endpoints);
    }

    private Endpoint endpoint(JsonNode entry) throws IOException {
        EndpointName name = new EndpointName(entry.path("name").asText());
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new IllegalArgumentException(name + " has an unknown field \"" + field.getKey() + "\"; there are "
                        + String.join(", ", FIELDS));
            }
        }
        return new Endpoint(
                name,
                url(entry, name),
                secrets(entry, name),
                new Subscription(
                        types(entry, name),
                        texts(entry, "tenants", name).stream()
                                .map(TenantId::new)
                                .collect(Collectors.toUnmodifiableSet()),
                        kinds(entry, name)),
                privateAddresses(entry, name));
    }

    private static URI url(JsonNode entry, EndpointName name) {
        try {
            return URI.create(entry.path("url").asText());
        } catch (IllegalArgumentException e) {
            // Its message would quote the url.
            throw new IllegalArgumentException("the url of " + name + " is none");
        }
    }

    private static boolean privateAddresses(JsonNode entry, EndpointName name) {
        JsonNode value = entry.path("private");
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw new IllegalArgumentException("private of " + name + " must be true or false");
        }
        return value.asBoolean(false);
    }

    private static Set<String> types(JsonNode entry, EndpointName name) {
        if (!entry.has("types")) {
            return DecisionEvents.TYPES;
        }
        Set<String> types = new LinkedHashSet<>();
        for (String named : texts(entry, "types", name)) {
            Set<String> meant = GROUPS.getOrDefault(named, TYPES.contains(named) ? Set.of(named) : Set.of());
            if (meant.isEmpty()) {
                throw new IllegalArgumentException(name + " asks for the type \"" + named + "\"; there are "
                        + String.join(", ", TYPES) + ", and " + String.join(" and ", new TreeSet<>(GROUPS.keySet())));
            }
            types.addAll(meant);
        }
        return types;
    }

    private static Set<Kind> kinds(JsonNode entry, EndpointName name) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String kind : texts(entry, "kinds", name)) {
            kinds.add(Stream.of(Kind.values())
                    .filter(known -> known.name().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            name + " asks for the kind \"" + kind + "\"; there are " + List.of(Kind.values()))));
        }
        return kinds;
    }

    /** An empty list would look like none, and mean all. */
    private static List<String> texts(JsonNode entry, String field, EndpointName name) {
        JsonNode list = entry.path(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.isTextual() ? text.asText() : ""));
        if (!list.isArray() || texts.isEmpty() || texts.contains("")) {
            throw new IllegalArgumentException(
                    field + " of " + name + " must be a list of texts with one at least; leave it out for all");
        }
        return texts;
    }

    private List<SigningSecret> secrets(JsonNode entry, EndpointName name) throws IOException {
        if (entry.has("secrets") == entry.has("secrets-from")) {
            throw new IllegalArgumentException(
                    name + " must have either secrets or secrets-from, the environment variable that holds them");
        }
        List<String> found = entry.has("secrets") ? written(entry, name) : fromEnvironment(entry, name);
        try {
            return found.stream().map(SigningSecret::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the secrets of " + name + ": " + e.getMessage());
        }
    }

    private List<String> written(JsonNode entry, EndpointName name) throws IOException {
        if (!isOurs()) {
            throw new IllegalArgumentException(
                    "it holds secrets, and others may read or change it; allow that to nobody with"
                            + " chmod 600, or name environment variables with secrets-from");
        }
        return texts(entry, "secrets", name);
    }

    private List<String> fromEnvironment(JsonNode entry, EndpointName name) {
        String variable = entry.path("secrets-from").asText();
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the environment has no " + variable + ", from which " + name + " takes its secrets");
        }
        return Stream.of(value.split("\\s+", -1)).toList();
    }

    /** Only its owner may read and change it; a group may read it, as where secrets are mounted. */
    private boolean isOurs() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return true;
        }
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        return Stream.of(
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_READ,
                        PosixFilePermission.OTHERS_WRITE)
                .noneMatch(permissions::contains);
    }
}
