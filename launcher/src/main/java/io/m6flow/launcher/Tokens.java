package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.review.web.AccessTokens;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who may sign in: read from a file that only its owner may read. */
final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TOKEN_BYTES = 24;

    private final Map<String, Principal> owners;

    private Tokens(Map<String, Principal> owners) {
        this.owners = owners;
    }

    /**
     * Reads a list of {@code {"token", "name", "role", "tenant"}}; role is reviewer, lead, merchant or operator,
     * and without a tenant all of them may be read.
     */
    static Tokens read(Path file) {
        try {
            Map<String, Principal> owners = new LinkedHashMap<>();
            for (JsonNode entry : JSON.readTree(Files.readString(file))) {
                owners.put(
                        entry.path("token").asText(),
                        new Principal(
                                entry.path("name").asText(),
                                Role.valueOf(entry.path("role").asText().toUpperCase(Locale.ROOT)),
                                Optional.of(entry.path("tenant").asText(""))
                                        .filter(tenant -> !tenant.isEmpty())
                                        .map(TenantId::new)));
            }
            return new Tokens(owners);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("review.tokens: " + file + " cannot be used; it must be a JSON list of"
                    + " {\"token\", \"name\", \"role\", \"tenant\"}: " + e.getMessage());
        }
    }

    /** Makes the file for a first look: one token for each role, if there is none yet. */
    static Path makeIfMissing(Path directory, SecureRandom random) {
        Path file = directory.resolve("tokens.json");
        if (Files.exists(file)) {
            return file;
        }
        ArrayNode list = JSON.createArrayNode();
        add(list, random, "reviewer", "reviewer");
        add(list, random, "merchant", "merchant").put("tenant", "M-01");
        add(list, random, "operator", "operator");
        try {
            Files.createDirectories(directory);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, list.toPrettyString() + "\n");
            return file;
        } catch (IOException e) {
            throw new UsageException("cannot write " + file + " (" + e.getMessage() + ")");
        }
    }

    AccessTokens access() {
        return AccessTokens.of(owners);
    }

    /** The first token of a role. */
    Optional<String> of(Role role) {
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().role() == role)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static ObjectNode add(ArrayNode list, SecureRandom random, String name, String role) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return list.addObject()
                .put("token", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                .put("name", name)
                .put("role", role);
    }
}
