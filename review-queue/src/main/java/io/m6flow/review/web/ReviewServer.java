package io.m6flow.review.web;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.javalin.security.Roles;
import io.javalin.util.JavalinBindException;
import io.m6flow.review.PublishedView;
import io.m6flow.review.ReviewQueue;
import io.m6flow.review.Via;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The review queue's HTTP server: REST under /api/v1, the reviewers' page /review, /shop for merchants,
 * /live/{session} for operators, /terms for merchants and leads. It trusts the network no further than a token. Starts once; thread-safe.
 */
public final class ReviewServer implements AutoCloseable {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final int MOST_SWALLOWED = 1_048_576;
    private static final int YEAR_SECONDS = 31_536_000;

    private final ReviewQueue queue;
    private final PublishedView published;
    private final WebParts parts;
    private final WebSettings settings;
    private final Clock clock;
    private final FeedThreads threads = FeedThreads.few();
    private final ChangeFeed changes;
    private final PublishedFeed publications;
    private final Gate gate;
    private final Sessions sessions;
    private final PrometheusMeterRegistry meters;
    private final Scrape scrape;
    private final Javalin server;

    /**
     * Builds the server; it listens only after {@link #start()}.
     *
     * @param clock its zone is the reviewers': it says when a day begins
     */
    public ReviewServer(ReviewQueue queue, PublishedView published, WebParts parts, WebSettings settings, Clock clock) {
        this.queue = queue;
        this.published = published;
        this.parts = parts;
        this.settings = settings;
        this.clock = clock;
        this.sessions =
                new Sessions(parts.sessions(), parts.tokens(), settings.sessionIdle(), clock, new SecureRandom());
        this.gate = new Gate(
                parts.tokens(),
                sessions,
                new FailureLimit(settings.failedSignInsPerMinute(), clock),
                new RequestLimit(settings.rate(), clock));
        this.changes = new ChangeFeed(queue, gate, clock, threads);
        this.publications = new PublishedFeed(published, gate, clock, threads);
        this.meters = Scrape.registry(new QueueMeters(queue, parts.insight()));
        this.scrape = new Scrape(meters, gate, settings.metricsFromLoopback());
        this.server = Javalin.create(this::configure);
    }

    /** Listens. An address in use is a {@link java.net.BindException} that names it. */
    public void start() throws BindException {
        try {
            server.start(settings.host(), settings.port());
            scrape.start();
        } catch (JavalinBindException e) {
            BindException readable = new BindException("cannot listen on " + settings.host() + ":" + settings.port()
                    + ": the port is in use or not allowed; choose another port, or 0 for any free one");
            readable.initCause(e);
            throw readable;
        }
    }

    /** The port that it listens on, also where the settings left the choice to the system. */
    public int port() {
        return server.port();
    }

    public URI address() {
        return URI.create("http://" + settings.host() + ":" + port());
    }

    /** Every way in, so that tests can hold all of them to something. */
    List<Route> routes() {
        return server.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint ->
                        new Route(endpoint.method.name(), endpoint.path, accessOf(endpoint.metadata(Roles.class))))
                .toList();
    }

    private static @Nullable Access accessOf(@Nullable Roles roles) {
        return roles == null
                ? null
                : roles.getRoles().stream()
                        .filter(Access.class::isInstance)
                        .map(Access.class::cast)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * A way in.
     *
     * @param access null if it names nobody who may
     */
    record Route(String method, String path, @Nullable Access access) {}

    @Override
    public void close() {
        changes.close();
        publications.close();
        threads.close();
        server.stop();
        scrape.close();
    }

    /** How many pages and programs are told of changes as they come. */
    int listeners() {
        return changes.listeners() + publications.listeners();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = settings.maxRequestBytes();
        config.jetty.modifyHttpConfiguration(ReviewServer::allowAnyTenantInPaths);
        config.jetty.modifyServletContextHandler(
                handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
        HttpMeters http = new HttpMeters(meters);
        config.requestLogger.http(http::note);
        addRoutes(config.routes);
    }

    private void addRoutes(RoutesConfig routes) {
        Pages pages = new Pages();
        ReviewDesk desk = new ReviewDesk(queue, new EditCheck(parts.check()), clock);
        SessionCookie cookie = new SessionCookie(settings.secureCookie());
        routes.before(ReviewServer::secure);
        routes.before(this::refuseLargeBody);
        routes.beforeMatched(ReviewServer::rememberLanguage);
        routes.beforeMatched(gate::check);
        new Assets().addTo(routes);
        new Health(queue, parts.insight(), gate).addTo(routes);
        scrape.addTo(routes);
        SignInPages signIn =
                new SignInPages(gate, sessions, pages, cookie, parts.provider().isPresent());
        signIn.addTo(routes);
        parts.provider()
                .map(provider -> new ProviderPages(provider, gate, sessions, signIn, pages, cookie, this::publicUrl))
                .ifPresent(provided -> provided.addTo(routes));
        new Dashboard(parts.insight(), queue, pages, clock).addTo(routes);
        ReviewDesk atThePage = desk.by(Via.PAGE);
        Cards cards = new Cards(atThePage, pages, clock);
        new ReviewPages(queue, atThePage, pages, cards, clock).addTo(routes);
        new SecondThoughts(atThePage, cards).addTo(routes);
        new BatchPages(queue, atThePage, cards, clock).addTo(routes);
        changes.addTo(routes);
        new ContentPages(published, queue, pages).addTo(routes);
        TermDesk terms = new TermDesk(parts.terms(), clock);
        new TermPages(terms, pages).addTo(routes);
        new TermApi(terms).addTo(routes);
        new ItemApi(queue, desk, parts.lists(), new IdempotentAnswers(parts.answers()), clock).addTo(routes);
        new DecisionApi(desk, clock).addTo(routes);
        RecallDesk recalls = new RecallDesk(parts.recalls());
        new RecallApi(recalls, new IdempotentAnswers(parts.answers())).addTo(routes);
        new RecallPages(recalls, queue, pages, clock).addTo(routes);
        new ContentApi(published, parts.lists()).addTo(routes);
        publications.addTo(routes);
        new ApiDescription().addTo(routes);
        new Faults(pages).addTo(routes);
    }

    private URI publicUrl() {
        return Objects.requireNonNullElseGet(settings.publicUrl(), this::address);
    }

    /** Also where nobody reads the body; one whose length is not said ends when it grows too long. */
    private void refuseLargeBody(Context request) {
        if (request.req().getContentLengthLong() > settings.maxRequestBytes()) {
            swallow(request);
            throw Problem.of(
                    413,
                    "content-too-large",
                    "the body is larger than " + settings.maxRequestBytes() + " bytes; send less at once");
        }
    }

    /** Takes what a client sends before it listens, within reason: else it sees a broken pipe and no answer. */
    private static void swallow(Context request) {
        try (InputStream body = request.req().getInputStream()) {
            body.readNBytes(MOST_SWALLOWED);
        } catch (IOException e) {
            throw Problem.of(400, "bad-request", "the body broke off");
        }
    }

    private static void secure(Context request) {
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Referrer-Policy", "same-origin")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    private static void rememberLanguage(Context request) {
        Language.named(request.queryParam("lang")).ifPresent(language -> {
            Cookie cookie = new Cookie(Frame.LANGUAGE_COOKIE, language.code());
            cookie.setPath("/");
            cookie.setMaxAge(YEAR_SECONDS);
            cookie.setHttpOnly(true);
            cookie.setSameSite(SameSite.LAX);
            request.cookie(cookie);
        });
    }

    /** Tenants and sessions may hold a slash or a percent sign; in a path they come encoded. */
    private static void allowAnyTenantInPaths(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "m6flow",
                EnumSet.of(
                                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING)
                        .toArray(UriCompliance.Violation[]::new)));
    }
}
