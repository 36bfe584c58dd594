package io.m6flow.launcher.config;

import io.m6flow.launcher.UsageException;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Every configuration key: its name in m6flow.yaml, what stands in for it, and what it does. */
public enum ConfigKey {
    DATA_DIR("data.dir", "m6flow-data", "where everything is kept between runs"),
    KAFKA_BOOTSTRAP("kafka.bootstrap", "", "a Kafka to use; empty starts one in this process"),
    KAFKA_PORT("kafka.port", "9092", "port of the Kafka that is started; 0 chooses a free one"),
    REDIS_URI("redis.uri", "", "a Redis to use; empty starts one"),
    REDIS_PORT("redis.port", "0", "port of the Redis that is started; 0 chooses a free one"),
    REVIEW_HOST("review.host", "127.0.0.1", "address that the pages listen on"),
    REVIEW_PORT("review.port", "8080", "port of the pages; 0 chooses a free one"),
    REVIEW_POLICY("review.policy", "default", "who decides: default, manual, approve-all, sample:N%, measured:N%"),
    REVIEW_LEASE("review.lease", "PT5M", "how long a claim holds without a sign of life (ISO-8601)"),
    REVIEW_UNDO_WINDOW(
            "review.undo-window",
            "PT5S",
            "how long a person's decision can be undone before it leaves, up to 10 minutes; live speech leaves at once (ISO-8601)"),
    REVIEW_TWO_PERSONS("review.two-persons", "", "kinds (REASON,BADGE,…) whose text leaves only when two people agree"),
    REVIEW_REWRITES(
            "review.rewrites", "2", "how often a text that reviewers send back is written again, 0 (never) to 10"),
    REVIEW_RETRACT_ON_CHANGE(
            "review.retract-on-change",
            "",
            "kinds (REASON,BADGE,…) whose published text is retracted as soon as its facts change; the others' stays until the next is approved"),
    REVIEW_KEEP_DECIDED(
            "review.keep-decided",
            "P30D",
            "how long the queue keeps an item after its decision, a day at least, where its text does not stand published; never: for ever (ISO-8601)"),
    REVIEW_TOKENS(
            "review.tokens",
            "",
            "file of access tokens' SHA-256 (m6flow review token add writes it); empty makes one in the data directory"),
    REVIEW_RATE("review.rate", "50", "requests per second of one person or program on the long run; more get 429"),
    REVIEW_BURST("review.burst", "200", "requests of one person or program at once, after a rest"),
    REVIEW_METRICS(
            "review.metrics",
            "token",
            "who may read /metrics: token (an admin's) or loopback (also programs on this machine without one; not behind a proxy here)"),
    REVIEW_PUBLIC_URL(
            "review.public-url",
            "",
            "where browsers find the pages, such as https://review.example.com; with https cookies go over TLS only"),
    REVIEW_OIDC_ISSUER(
            "review.oidc.issuer", "", "an OpenID Connect provider that signs people in; empty: tokens alone"),
    REVIEW_OIDC_CLIENT_ID("review.oidc.client-id", "", "our id at the provider"),
    REVIEW_OIDC_CLIENT_SECRET_FILE(
            "review.oidc.client-secret-file",
            "",
            "a file that holds our secret at the provider; empty: a public client with PKCE alone"),
    REVIEW_OIDC_NAME_CLAIM(
            "review.oidc.name-claim",
            "preferred_username",
            "the claim of the ID token under whose value people decide; sub where it is missing"),
    REVIEW_OIDC_ROLES_CLAIM(
            "review.oidc.roles-claim",
            "roles",
            "the claim of the ID token that holds roles; a dot goes into an object, such as realm_access.roles"),
    REVIEW_OIDC_ROLES(
            "review.oidc.roles",
            "reviewer=reviewer,lead=lead,merchant=merchant,operator=operator,admin=admin",
            "what the claim's values mean here; whoever has several has the first that is listed"),
    REVIEW_OIDC_TENANT_CLAIM(
            "review.oidc.tenant-claim",
            "",
            "the claim that names a person's only tenant, * for all; empty: all see all, merchants and operators cannot sign in so"),
    WEBHOOKS_FILE(
            "webhooks.file",
            "",
            "file of the endpoints that are told of published content and decisions by signed webhooks (docs/webhooks.md); empty: none"),
    LABEL_TEXT(
            "label.text",
            "AI生成",
            "what readers see on a generated text; other words for some kinds follow, as in AI生成,SUMMARY=AI生成摘要"),
    LABEL_PLACEMENT(
            "label.placement",
            "field",
            "where that stands: field (beside the text, for whoever shows it), start or end (in the text itself); by kind as in field,SUMMARY=end"),
    LABEL_PRODUCER(
            "label.producer",
            "M6 Flow",
            "ContentProducer of the AIGC metadata: name or code of who provides the generation"),
    LABEL_PROPAGATOR(
            "label.propagator",
            "",
            "ContentPropagator of the AIGC metadata: name or code of who spreads the texts; empty: nobody is named"),
    LABEL_WAIVERS_FILE(
            "label.waivers-file",
            "",
            "file of the tenants and kinds whose texts leave without the visible label, at whose request (docs/labels.md); empty: none"),
    FLINK_PORT("flink.port", "8081", "port of Flink's page; 0 chooses a free one"),
    FLINK_PARALLELISM(
            "flink.parallelism",
            "",
            "parallel instances of each step of the jobs; empty: one for two cores, up to 4 (up), or 2 (cluster)"),
    FLINK_CHECKPOINT_INTERVAL("flink.checkpoint.interval", "PT1S", "time between checkpoints (ISO-8601)"),
    MODEL_DIR("model.dir", "", "a model folder; empty is the shipped m6-shop"),
    MODEL_DEVICE("model.device", "auto", "auto (the GPUs if there are any), cpu, gpu (all of them) or gpu:n"),
    MODEL_SLOTS("model.slots", "", "texts written side by side; empty leaves it to the engine"),
    MODEL_THREADS("model.threads", "", "CPU threads of the model; empty leaves it to the engine"),
    MODEL_QUEUE("model.queue", "1024", "prompts that may wait for the model; one more is told to come again"),
    MODEL_PRECISION("model.precision", "auto", "auto (the faster one here, measured once), fp32 or bf16"),
    MODEL_EXACT("model.exact", "false", "true: the same text in any company, bit for bit, at the cost of speed"),
    GENERATOR_BACKEND(
            "generator.backend",
            "m6",
            "what writes: m6 (the model here) or openai (a server that speaks that protocol)"),
    OPENAI_URL("openai.url", "", "the server's address with the version, such as http://127.0.0.1:8000/v1"),
    OPENAI_MODEL("openai.model", "", "the model's id as the server lists it"),
    OPENAI_KEY_FILE(
            "openai.key-file",
            "",
            "a file that holds the server's key; empty takes M6FLOW_OPENAI_KEY of the environment, if set"),
    OPENAI_CONCURRENCY("openai.concurrency", "16", "requests in flight to the server at once"),
    OPENAI_TIMEOUT(
            "openai.timeout",
            "PT60S",
            "time for one answer of the server; a text has three times that, all attempts together (ISO-8601)"),
    OPENAI_ATTEMPTS("openai.attempts", "4", "how often a request is sent that may go better later"),
    OPENAI_CONTEXT("openai.context", "4096", "tokens of prompt and answer together that the server's model takes"),
    PRODUCT_DELIVERY(
            "product.delivery",
            "exactly-once",
            "how new drafts about products reach the queue: exactly-once (with a checkpoint) or at-least-once (at once)"),
    LIVE_BUDGET("live.budget", "PT60S", "time from a live segment's arrival to its deadline for review (ISO-8601)"),
    SCHEMA_REGISTRY_URL(
            "schema.registry.url",
            "",
            "a registry with Confluent's API, such as http://registry:8080/apis/ccompat/v7; empty: records describe themselves"),
    SCHEMA_REGISTRY_USER("schema.registry.user", "", "who we are to the registry; empty: it does not ask"),
    SCHEMA_REGISTRY_PASSWORD_FILE(
            "schema.registry.password-file",
            "",
            "a file that holds that user's password; empty takes M6FLOW_SCHEMA_REGISTRY_PASSWORD of the environment"),
    SINKS_FILES(
            "sinks.files", "", "a directory that published content is also written to (docs/sinks.md); empty: none"),
    SINKS_FILES_FORMAT(
            "sinks.files-format", "jsonl", "what is written there: jsonl, parquet or both, as jsonl,parquet"),
    SINKS_FILES_INTERVAL(
            "sinks.files-interval",
            "PT1M",
            "time in which what is published goes into one file there; the longer, the fewer and larger (ISO-8601)"),
    SINKS_POSTGRES_URL(
            "sinks.postgres.url",
            "",
            "a PostgreSQL that published content is also written to, such as jdbc:postgresql://host:5432/database; empty: none"),
    SINKS_POSTGRES_USER("sinks.postgres.user", "m6flow", "who we are to it"),
    SINKS_POSTGRES_PASSWORD_FILE(
            "sinks.postgres.password-file",
            "",
            "a file that holds that user's password; empty takes M6FLOW_SINKS_POSTGRES_PASSWORD of the environment"),
    SINKS_POSTGRES_SCHEMA(
            "sinks.postgres.schema",
            "m6flow",
            "the database schema of the table and the view; made if it is not there"),
    LIVE_SILENCE("live.silence", "PT5M", "time without speech after which a session counts as ended (ISO-8601)");

    private final String key;
    private final String standIn;
    private final String help;

    ConfigKey(String key, String standIn, String help) {
        this.key = key;
        this.standIn = standIn;
        this.help = help;
    }

    public String key() {
        return key;
    }

    public String standIn() {
        return standIn;
    }

    public String help() {
        return help;
    }

    /** The environment variable that sets it, such as M6FLOW_REVIEW_POLICY. */
    public String environmentVariable() {
        return "M6FLOW_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /**
     * The key of this name.
     *
     * @param where the name was met, for the complaint about an unknown one
     */
    public static ConfigKey named(String name, String where) {
        return all().filter(key -> key.key.equals(name)).findFirst().orElseThrow(() -> {
            LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
            ConfigKey nearest = all().min(Comparator.comparing(key -> distance.apply(key.key, name)))
                    .orElseThrow();
            return new UsageException(where + ": unknown key \"" + name + "\"; did you mean \"" + nearest.key + "\"?");
        });
    }

    static Stream<ConfigKey> all() {
        return Stream.of(values());
    }
}
