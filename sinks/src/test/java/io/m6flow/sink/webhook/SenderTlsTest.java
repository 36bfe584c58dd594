package io.m6flow.sink.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The address is the checked one, and yet the certificate must be the name's. */
class SenderTlsTest {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor();
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        Path keys = directory.resolve("shop.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "shop",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=shop.example.com",
                        "-ext",
                        "san=dns:shop.example.com",
                        "-keystore",
                        keys.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        System.setProperty(STORE, keys.toString());
        System.setProperty(STORE + "Password", PASSWORD);

        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", exchange -> {
            var session = (ExtendedSSLSession) ((HttpsExchange) exchange).getSSLSession();
            session.getRequestedServerNames().stream()
                    .map(SNIServerName::toString)
                    .forEach(names::add);
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        System.clearProperty(STORE);
        System.clearProperty(STORE + "Password");
        server.stop(0);
        deadlines.shutdownNow();
    }

    @Test
    void asksTheCheckedAddressForTheNamesCertificate() {
        assertThat(send("shop.example.com").status()).isEqualTo(200);
        assertThat(names).singleElement().asString().contains("shop.example.com");
    }

    @Test
    void refusesTheCertificateOfAnotherName() {
        assertThat(send("other.example.com").cause()).startsWith("no trusted TLS connection");
        assertThat(names).isEmpty();
    }

    private Answer send(String host) {
        Endpoint endpoint = new Endpoint(
                new EndpointName("shop"),
                URI.create("https://" + host + ":" + server.getAddress().getPort() + "/hooks"),
                List.of(SigningSecret.parse(Receiver.SECRET)),
                Subscription.EVERYTHING,
                true);
        NameLookup here = name -> new InetAddress[] {InetAddress.getLoopbackAddress()};
        try (Sender sender = new Sender(endpoint, Duration.ofSeconds(10), 1, here, deadlines)) {
            return sender.send(new Intent("D-1", "decision.approved", "{}"), Instant.now());
        }
    }

    private static SSLContext context(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
