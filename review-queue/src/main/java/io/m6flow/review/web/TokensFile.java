package io.m6flow.review.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The file of tokens: a JSON list of {@code {"sha256", "name", "role", "tenant", "expires"}}, of which tenant
 * and expires may be missing. It holds no token, only digests. What cannot be read is an
 * IllegalArgumentException that says what to do.
 */
public final class TokensFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("sha256", "name", "role", "tenant", "expires");

    private final Path file;

    public TokensFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    public List<StoredToken> read() throws IOException {
        JsonNode list = parse(Files.readString(file));
        if (!list.isArray()) {
            throw new IllegalArgumentException(
                    "it must be a JSON list of {\"sha256\", \"name\", \"role\", \"tenant\", \"expires\"}");
        }
        List<StoredToken> tokens = new ArrayList<>();
        for (JsonNode entry : list) {
            tokens.add(token(entry));
        }
        return List.copyOf(tokens);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            // The message of the parser would quote the file, which may hold a token by mistake.
            throw new IllegalArgumentException(
                    "it is no JSON (line " + e.getLocation().getLineNr() + ")", e);
        }
    }

    private static StoredToken token(JsonNode entry) {
        String name = entry.path("name").asText();
        if (entry.has("token")) {
            throw new IllegalArgumentException("the entry of \"" + name + "\" holds a token itself, which anybody who"
                    + " reads the file could use. Remove the entry and give \"" + name
                    + "\" a new token with m6flow review token add, which keeps only its sha256");
        }
        entry.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new IllegalArgumentException("the entry of \"" + name + "\" has an unknown field \"" + field
                        + "\"; there are sha256, name, role, tenant and expires");
            }
        });
        Principal owner = new Principal(
                name,
                Role.named(entry.path("role").asText()),
                Optional.of(entry.path("tenant").asText(""))
                        .filter(t -> !t.isEmpty())
                        .map(TenantId::new));
        return new StoredToken(entry.path("sha256").asText(), owner, expires(entry, name));
    }

    private static Optional<Instant> expires(JsonNode entry, String name) {
        JsonNode expires = entry.path("expires");
        if (expires.isMissingNode() || expires.isNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(expires.asText()));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "the entry of \"" + name + "\" expires at no time; write it as 2026-12-31T00:00:00Z", e);
        }
    }

    /** Adds a token; the file is made if there is none. Readers see the list before or after, never a part. */
    public void add(StoredToken token) throws IOException {
        List<StoredToken> tokens = new ArrayList<>(Files.exists(file) ? read() : List.of());
        tokens.stream()
                .filter(other -> other.owner().name().equals(token.owner().name())
                        && !other.owner().equals(token.owner()))
                .findFirst()
                .ifPresent(other -> {
                    // Decisions stand under the name alone.
                    throw new IllegalArgumentException("\"" + token.owner().name() + "\" is there already as "
                            + other.owner().role().word() + "; choose another name, or revoke that one first");
                });
        tokens.add(token);
        write(tokens);
    }

    /** Removes all tokens of a name and answers how many those were. */
    public int revoke(String name) throws IOException {
        List<StoredToken> before = read();
        List<StoredToken> after = before.stream()
                .filter(token -> !token.owner().name().equals(name))
                .toList();
        if (after.size() < before.size()) {
            write(after);
        }
        return before.size() - after.size();
    }

    /** Replaces the file in one step; only its owner may read it. */
    public void write(List<StoredToken> tokens) throws IOException {
        ArrayNode list = JSON.createArrayNode();
        tokens.forEach(token -> list.add(json(token)));
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(directory);
        Path fresh = Files.createTempFile(
                directory,
                ".tokens",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(fresh, list.toPrettyString() + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static ObjectNode json(StoredToken token) {
        ObjectNode json = JSON.createObjectNode();
        json.put("sha256", token.sha256());
        json.put("name", token.owner().name());
        json.put("role", token.owner().role().word());
        token.owner().tenant().ifPresent(tenant -> json.put("tenant", tenant.value()));
        token.expires().ifPresent(expires -> json.put("expires", expires.toString()));
        return json;
    }
}
