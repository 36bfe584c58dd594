package io.m6flow.generator.openai;

import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.GeneratorStats;
import io.m6flow.generator.ModelCard;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.TextGenerator;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of this process, one per settings, counted by their leases: however many parts of a job write, a server
 * sees no more requests at once than its settings say. Safe for use by many threads.
 */
public final class SharedClients {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClients.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Map<OpenAiSettings, Shared> CLIENTS = new HashMap<>();

    private SharedClients() {}

    private static final class Shared {
        final OpenAiGenerator client;
        int leases;

        Shared(OpenAiGenerator client) {
            this.client = client;
        }
    }

    /**
     * A lease on the client for these settings, which is started if there is none.
     *
     * @throws io.m6flow.generator.GeneratorException when the key cannot be read
     */
    public static TextGenerator lease(OpenAiSettings settings) {
        synchronized (CLIENTS) {
            Shared shared = CLIENTS.get(settings);
            if (shared == null) {
                shared = new Shared(start(settings, System.getenv()));
                CLIENTS.put(settings, shared);
            }
            shared.leases++;
            return new Lease(settings, shared);
        }
    }

    /** A client that nobody else leases, with the key found in this environment. */
    static OpenAiGenerator start(OpenAiSettings settings, Map<String, String> environment) {
        Optional<ApiKey> key = ApiKey.read(settings.key(), environment);
        boolean bare = settings.baseUrl().getScheme().equalsIgnoreCase("http");
        if (bare && key.isPresent() && !isHere(settings.baseUrl().getHost())) {
            LOG.warn("the key for {} travels unencrypted; use https", settings.baseUrl());
        }
        HttpClient client = HttpClient.newBuilder()
                // Asked to upgrade an open connection, common servers lose the request's body.
                .version(bare ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, SharedClients::thread);
        scheduler.setRemoveOnCancelPolicy(true);
        Clock clock = Clock.systemUTC();
        ReplyReader reader = new ReplyReader(settings.baseUrl().toString(), settings.model(), key, clock);
        // Random, unlike its younger kin, may be shared by threads; it only spreads retries in time.
        Sender sender = new Sender(settings, key, client, reader, scheduler, new Random());
        return new OpenAiGenerator(settings, sender, scheduler, clock, System::nanoTime);
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "openai-client");
        thread.setDaemon(true);
        return thread;
    }

    private static void giveBack(OpenAiSettings settings, Shared shared) {
        synchronized (CLIENTS) {
            shared.leases--;
            if (shared.leases > 0) {
                return;
            }
            CLIENTS.remove(settings, shared);
        }
        shared.client.close();
    }

    private static final class Lease implements TextGenerator {
        private final OpenAiSettings settings;
        private final Shared shared;
        private final AtomicBoolean closed = new AtomicBoolean();

        Lease(OpenAiSettings settings, Shared shared) {
            this.settings = settings;
            this.shared = shared;
        }

        @Override
        public CompletableFuture<Generation> generate(Prompt prompt) {
            if (closed.get()) {
                return CompletableFuture.completedFuture(new Generation.Failed(Fault.CLOSED, "this lease was closed"));
            }
            return shared.client.generate(prompt);
        }

        @Override
        public ModelCard card() {
            return shared.client.card();
        }

        @Override
        public GeneratorStats stats() {
            return shared.client.stats();
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                giveBack(settings, shared);
            }
        }
    }
}
