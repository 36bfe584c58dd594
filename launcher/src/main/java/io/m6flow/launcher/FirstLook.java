package io.m6flow.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.launcher.config.Settings;
import io.m6flow.review.web.Principal;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.StoredToken;
import io.m6flow.review.web.TokenOwners;
import io.m6flow.review.web.TokensFile;
import io.m6flow.schema.id.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sign-in for a first look, where nobody named a file of tokens: one for each role. The tokens themselves stand
 * in sign-in.json, which only its owner may read, so that the links of the first start are good after the next
 * one too; the service reads tokens.json, which holds their digests alone. Who deletes sign-in.json loses
 * nothing but the links.
 */
final class FirstLook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MERCHANT = "M-01";

    private final Path tokens;
    private final Map<Role, String> links;

    private FirstLook(Path tokens, Map<Role, String> links) {
        this.tokens = tokens;
        this.links = links;
    }

    /** The tokens that the settings name, or those of a first look, made if there are none yet. */
    static FirstLook of(Settings settings, Path secrets, RandomGenerator random) {
        Optional<Path> own = settings.review().tokens();
        if (own.isPresent()) {
            return new FirstLook(own.get(), Map.of());
        }
        Path tokens = secrets.resolve("tokens.json");
        Path links = secrets.resolve("sign-in.json");
        try {
            return new FirstLook(tokens, Files.exists(tokens) ? read(links) : make(tokens, links, random));
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("cannot use " + links + " (" + e.getMessage() + "); delete it to go on without");
        }
    }

    /** The lead's token of a first look, for commands of whoever may read the file. */
    static Optional<String> leadsToken(Path secrets) {
        try {
            return Optional.ofNullable(read(secrets.resolve("sign-in.json")).get(Role.LEAD));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<Role, String> read(Path links) throws IOException {
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        if (Files.exists(links)) {
            for (Map.Entry<String, JsonNode> entry :
                    JSON.readTree(Files.readString(links)).properties()) {
                tokens.put(Role.named(entry.getKey()), entry.getValue().asText());
            }
        }
        return tokens;
    }

    private static Map<Role, String> make(Path tokens, Path links, RandomGenerator random) throws IOException {
        Map<Role, String> fresh = new EnumMap<>(Role.class);
        List<StoredToken> stored = new ArrayList<>();
        ObjectNode json = JSON.createObjectNode();
        for (Role role : Role.values()) {
            String token = Tokens.fresh(random);
            fresh.put(role, token);
            json.put(role.word(), token);
            Optional<TenantId> tenant = role == Role.MERCHANT ? Optional.of(new TenantId(MERCHANT)) : Optional.empty();
            stored.add(StoredToken.of(token, new Principal(role.word(), role, tenant), Optional.empty()));
        }
        Files.createDirectories(tokens.getParent());
        Files.deleteIfExists(links);
        Files.createFile(links, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(links, json.toPrettyString() + "\n");
        new TokensFile(tokens).write(stored);
        return fresh;
    }

    /** The file that the service reads. */
    Path tokens() {
        return tokens;
    }

    /** Says where to sign in, for each token that is still good. */
    void welcome(String address, TokenOwners owners, Console console) {
        say("Review pages", "", Role.REVIEWER, address, owners, console);
        say("A lead", "", Role.LEAD, address, owners, console);
        say("A merchant", "", Role.MERCHANT, address, owners, console);
        say("An operator", "  then /live/LS-1", Role.OPERATOR, address, owners, console);
        say("An admin", "", Role.ADMIN, address, owners, console);
        if (links.isEmpty()) {
            console.say("  Review pages   " + address + "/sign-in  (m6flow review token add makes tokens)");
        }
    }

    private void say(String what, String more, Role role, String address, TokenOwners owners, Console console) {
        Optional.ofNullable(links.get(role))
                .filter(token -> owners.find(token).isPresent())
                .ifPresent(token -> console.say("  %-14s %s/sign-in#token=%s%s".formatted(what, address, token, more)));
    }
}
