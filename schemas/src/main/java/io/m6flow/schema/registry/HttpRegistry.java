package io.m6flow.schema.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The part of Confluent's REST API that every compatible registry speaks: registering a version and finding a schema by
 * its id. Safe for many threads.
 */
final class HttpRegistry implements SchemaRegistry {
    private static final String JSON = "application/vnd.schemaregistry.v1+json";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final int MOST_VERSIONS_COMPARED = 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final RegistrySettings settings;
    private final Optional<Credentials> credentials;
    private final String base;
    private @Nullable HttpClient client;

    HttpRegistry(RegistrySettings settings, Optional<Credentials> credentials) {
        this.settings = settings;
        this.credentials = credentials;
        this.base = settings.url().toString().replaceAll("/+$", "");
    }

    @Override
    public int register(String subject, Schema schema) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("schema", schema.toString())
                .toString();
        RegistryAnswer answer = ask(versionsOf(subject), body);
        if (answer.status() == 409 || answer.status() == 422) {
            throw new SchemaRefusedException("the schema registry does not take our schema of " + subject + ": "
                    + answer.message()
                    + differenceFromKept(subject, schema)
                            .map(difference -> " (" + difference + ")")
                            .orElse("")
                    + "; give the field a default, or write to a topic of its own");
        }
        int id = answer.expected().path("id").asInt(0);
        if (id < 1) {
            throw new RegistryException("the schema registry at " + base + " gave " + subject + " no id");
        }
        return id;
    }

    @Override
    public SchemaLookup find(int id) {
        RegistryAnswer answer = ask("/schemas/ids/" + id, null);
        if (answer.saysNotFound()) {
            return new SchemaLookup.Unusable("its schema id " + id + " is unknown to the registry at " + base
                    + "; register the schema that it was written with there, and send it again");
        }
        return schemaOf(id, answer.expected());
    }

    private static SchemaLookup schemaOf(int id, JsonNode kept) {
        String type = kept.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            return new SchemaLookup.Unusable("its schema id " + id + " is of type " + type + "; write it with Avro");
        }
        if (!kept.path("references").isEmpty()) {
            return new SchemaLookup.Unusable(
                    "its schema id " + id + " refers to other schemas; register it as one that is whole");
        }
        try {
            return new SchemaLookup.Found(
                    new Schema.Parser().parse(kept.path("schema").asText()));
        } catch (AvroRuntimeException e) {
            return new SchemaLookup.Unusable("its schema id " + id + " is no Avro schema ("
                    + e.getClass().getSimpleName() + "); register it anew");
        }
    }

    /** Which field it is, against the newest version that differs; the registry's own message may not say it. */
    private Optional<String> differenceFromKept(String subject, Schema schema) {
        try {
            List<Integer> versions = new ArrayList<>();
            ask(versionsOf(subject), null).expected().forEach(version -> versions.add(version.asInt()));
            Collections.reverse(versions);
            return versions.stream()
                    .limit(MOST_VERSIONS_COMPARED)
                    .flatMap(version -> differenceFrom(subject, version, schema).stream())
                    .findFirst();
        } catch (RegistryException e) {
            // What the registry said stands; this would only have added to it.
            return Optional.empty();
        }
    }

    private Optional<String> differenceFrom(String subject, int version, Schema schema) {
        JsonNode kept = ask(versionsOf(subject) + "/" + version, null).expected();
        return schemaOf(0, kept)
                .fold(
                        old -> SchemaDifference.between(schema, old)
                                .map(why -> "in version " + version + " " + why)
                                .or(() -> SchemaDifference.between(old, schema)
                                        .map(why -> "for readers of version " + version + " " + why)),
                        unusable -> Optional.empty());
    }

    private static String versionsOf(String subject) {
        // A space is %20 in a path.
        return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + "/versions";
    }

    /** Posts the body, or gets if there is none. */
    private RegistryAnswer ask(String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(settings.requestTimeout())
                .header("Accept", JSON + ", application/json");
        credentials.ifPresent(known -> request.header("Authorization", known.header()));
        if (body != null) {
            request.header("Content-Type", JSON).POST(HttpRequest.BodyPublishers.ofString(body));
        }
        HttpResponse<String> response = send(request.build());
        return new RegistryAnswer(base, response.statusCode(), json(response));
    }

    private HttpResponse<String> send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> sent =
                client().sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // The request's own timeout ends with the answer's head; a body that trickles is waited for no longer.
            return sent.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryAwayException("interrupted while asking the schema registry");
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw away("no answer within " + settings.requestTimeout());
        } catch (ExecutionException e) {
            throw away(String.valueOf(e.getCause()));
        }
    }

    private RegistryAwayException away(String why) {
        return new RegistryAwayException(
                "the schema registry at " + base + " is away (" + why + "); start it, or mend schema.registry.url");
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return MAPPER.readTree(response.body());
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    /** Made with the first question: a client has threads. */
    private synchronized HttpClient client() {
        HttpClient open = client;
        if (open == null) {
            open = HttpClient.newBuilder()
                    // Asked to upgrade an open connection, common servers lose the request's body.
                    .version(HttpClient.Version.HTTP_1_1)
                    // What follows a redirect would carry the password along.
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
            client = open;
        }
        return open;
    }
}
