package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.m6flow.review.ReviewQueueException;
import java.net.URLEncoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EofException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into an answer: problem details for programs, a notice or a page for people. */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private static final Set<String> FOR_PROGRAMS = Set.of("/ready", "/health", "/metrics");
    private static final int DEEPEST_CAUSE = 10;
    private static final int SERVER_FAULT = 500;

    private final Pages pages;

    Faults(Pages pages) {
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.exception(Problem.class, this::answer);
        routes.exception(HttpResponseException.class, (fault, request) -> answer(ofServer(fault), request));
        routes.exception(ReviewQueueException.class, this::unreachable);
        routes.exception(Exception.class, this::unexpected);
    }

    private void answer(Problem problem, Context request) {
        if (isForPrograms(request.path())) {
            Answer.send(problem, request);
        } else if (problem.status() == HttpStatus.UNAUTHORIZED.getCode()) {
            sendToSignIn(request);
        } else if (request.header("HX-Request") != null) {
            request.status(problem.status());
            request.header("HX-Retarget", "#notice").header("HX-Reswap", "innerHTML");
            pages.show(
                    request, "notice", Map.of("words", words(request), "notice", Notice.warn(text(problem, request))));
        } else {
            request.status(problem.status());
            pages.show(request, "fault", Map.of("frame", Frame.open(request), "text", text(problem, request)));
        }
    }

    private static boolean isForPrograms(String path) {
        return path.startsWith("/api/") || FOR_PROGRAMS.contains(path);
    }

    private void sendToSignIn(Context request) {
        if (request.header("HX-Request") != null) {
            request.status(HttpStatus.UNAUTHORIZED).header("HX-Redirect", "/sign-in");
            return;
        }
        String query = request.queryString();
        String then = query == null ? request.path() : request.path() + "?" + query;
        request.redirect("/sign-in?then=" + URLEncoder.encode(then, StandardCharsets.UTF_8), HttpStatus.SEE_OTHER);
    }

    private void unreachable(ReviewQueueException fault, Context request) {
        LOG.warn("The queue did not answer {} {}", request.method(), request.path(), fault);
        answer(
                Problem.of(503, "queue-unreachable", "the queue does not answer; repeat the request in a few seconds")
                        .retryAfter(Duration.ofSeconds(5)),
                request);
    }

    private void unexpected(Exception fault, Context request) {
        if (isTheRequests(fault)) {
            answer(Problem.of(400, "bad-request", "the request is broken: its body or form cannot be read"), request);
            return;
        }
        LOG.error("{} {} failed", request.method(), request.path(), fault);
        answer(
                Problem.of(500, "internal-error", "the server failed; its log says why. Repeating the request is safe"),
                request);
    }

    /** Whether a broken request is what the server stumbled over: a body that ends early, a form or charset that is none. */
    private static boolean isTheRequests(Throwable fault) {
        return Stream.<Throwable>iterate(fault, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(cause -> (cause instanceof HttpException told && told.getCode() < SERVER_FAULT)
                        || cause instanceof EofException
                        || cause instanceof UnsupportedCharsetException
                        || cause instanceof IllegalCharsetNameException);
    }

    private static Problem ofServer(HttpResponseException fault) {
        String code = HttpStatus.forStatus(fault.getStatus())
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return Problem.of(fault.getStatus(), code, String.valueOf(fault.getMessage()));
    }

    private static String text(Problem problem, Context request) {
        Words words = words(request);
        String key = "problem." + problem.code();
        return words.has(key) ? words.say(key) : words.say("problem.other", problem.status(), problem.detail());
    }

    private static Words words(Context request) {
        return Words.in(Frame.languageOf(request));
    }
}
