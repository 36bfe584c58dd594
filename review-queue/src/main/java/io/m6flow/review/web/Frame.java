package io.m6flow.review.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * What every page has around its content.
 *
 * @param name whose page it is; empty before sign-in
 * @param csrf goes with every request that changes something; empty before sign-in
 * @param path where the page stands, for the language switch
 */
record Frame(Words words, String name, String csrf, String path) {
    static final String LANGUAGE_COOKIE = "m6_lang";

    static Frame open(Context request) {
        return new Frame(Words.in(languageOf(request)), "", "", request.path());
    }

    static Frame of(Context request) {
        return new Frame(
                Words.in(languageOf(request)), Caller.of(request).name(), Caller.csrfOf(request), request.path());
    }

    static Language languageOf(Context request) {
        Optional<Language> asked = Language.named(request.queryParam("lang"));
        return asked.or(() -> Language.named(request.cookie(LANGUAGE_COOKIE))).orElse(Language.ZH);
    }

    String say(String key, Object... values) {
        return words.say(key, values);
    }

    Language other() {
        return words.language() == Language.ZH ? Language.EN : Language.ZH;
    }

    /** What htmx adds to each request. */
    String headers() {
        return JsonNodeFactory.instance.objectNode().put(Gate.CSRF_HEADER, csrf).toString();
    }
}
