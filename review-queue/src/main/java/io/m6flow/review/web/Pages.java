package io.m6flow.review.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.util.Map;

/** Renders the templates that were compiled with this program; all that comes from outside is escaped there. Thread-safe. */
final class Pages {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), Pages.class.getPackageName());

    /** Answers a request with a template, whose parameters go by their names. */
    void show(Context request, String template, Map<String, Object> parameters) {
        request.html(render(template, parameters));
    }

    String render(String template, Map<String, Object> parameters) {
        StringOutput html = new StringOutput();
        templates.render(template + ".jte", parameters, html);
        return html.toString();
    }
}
