package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.m6flow.review.Term;
import io.m6flow.schema.id.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page on which merchants and leads say which words must not stand in texts. */
final class TermPages {
    static final String PATH = "/terms";

    private final TermDesk desk;
    private final Pages pages;

    TermPages(TermDesk desk, Pages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    void addTo(RoutesConfig routes) {
        routes.get(PATH, this::page, Access.TERMS);
        routes.post(PATH, this::add, Access.TERMS);
        routes.post(PATH + "/removal", this::remove, Access.TERMS);
    }

    private void page(Context request) {
        Principal who = Caller.of(request);
        Optional<TenantId> tenant = TermDesk.tenant(who, request.queryParam("tenant"))
                .or(() -> Optional.of(Term.EVERYBODY).filter(any -> TermDesk.mayChangeEverybodys(who)));
        TermsView view = tenant.map(one -> view(request, one, "", null))
                .orElseGet(() -> new TermsView(words(request), "", true, false, List.of(), "", null));
        String home = SignInPages.homeOf(who.role());
        pages.show(request, "terms", Map.of("frame", Frame.of(request), "view", view, "home", home));
    }

    private void add(Context request) {
        TenantId tenant = tenant(request);
        Term term =
                desk.add(Caller.of(request), tenant, field(request, "term"), advice(request), field(request, "reason"));
        show(request, view(request, tenant, words(request).say("terms.added", term.term()), null));
    }

    /** An empty field is no advice; that nothing should stand there is said by the box beside it. */
    private static @Nullable String advice(Context request) {
        String written = field(request, "suggestion").strip();
        boolean leaveOut = request.formParam("leave-out") != null;
        if (leaveOut && !written.isEmpty()) {
            throw Problem.of(400, "two-advices", "write what could stand there, or tick that it is left out");
        }
        return written.isEmpty() && !leaveOut ? null : written;
    }

    private void remove(Context request) {
        TenantId tenant = tenant(request);
        Term removed = desk.remove(Caller.of(request), tenant, field(request, "term"));
        show(request, view(request, tenant, words(request).say("terms.removed", removed.term()), removed));
    }

    private static TenantId tenant(Context request) {
        return TermDesk.tenant(Caller.of(request), request.formParam("tenant"))
                .orElseThrow(() -> Problem.of(400, "bad-request", "tenant is missing"));
    }

    private void show(Context request, TermsView view) {
        pages.show(request, "termsupdate", Map.of("view", view));
    }

    private TermsView view(Context request, TenantId tenant, String notice, @Nullable Term removed) {
        Principal who = Caller.of(request);
        return new TermsView(
                words(request),
                tenant.value(),
                who.tenant().isEmpty(),
                TermDesk.mayChangeEverybodys(who),
                desk.terms(tenant),
                notice,
                removed);
    }

    private static String field(Context request, String name) {
        return Objects.requireNonNullElse(request.formParam(name), "");
    }

    private static Words words(Context request) {
        return Words.in(Frame.languageOf(request));
    }
}
