package io.m6flow.review.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The style sheets, scripts and icons: a fixed set, read once from the jar. Immutable. */
final class Assets {
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js";
    private static final String CSS = "text/css; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private static final List<String> SCRIPTS = List.of(
            "common.js",
            "signin.js",
            "review.js",
            "card.js",
            "preview.js",
            "undo.js",
            "batch.js",
            "lease.js",
            "feed.js",
            "keys.js",
            "keysdialog.js",
            "diff.js",
            "showdiff.js",
            "stream.js",
            "morph.js",
            "follow.js",
            "live.js",
            "shop.js",
            "terms.js",
            "dashboard.js");

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    Assets() {
        add("htmx.js", HTMX, SCRIPT);
        add("base.css", "/web/base.css", CSS);
        add("review.css", "/web/review.css", CSS);
        add("content.css", "/web/content.css", CSS);
        add("dashboard.css", "/web/dashboard.css", CSS);
        add("recall.css", "/web/recall.css", CSS);
        for (String script : SCRIPTS) {
            add(script, "/web/" + script, SCRIPT);
        }
        add("icon.svg", "/web/icon.svg", "image/svg+xml");
    }

    void addTo(RoutesConfig routes) {
        assets.forEach((name, asset) -> routes.get("/assets/" + name, asset::send, Access.OPEN));
        Asset icon = assets.get("icon.svg");
        if (icon != null) {
            routes.get("/favicon.ico", icon::send, Access.OPEN);
        }
    }

    private void add(String name, String resource, String type) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + resource);
            }
            assets.put(name, new Asset(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Asset {
        private final String type;
        private final byte[] bytes;
        private final String tag;

        Asset(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
            this.tag = "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "-" + bytes.length + "\"";
        }

        void send(Context request) {
            request.header("Cache-Control", "no-cache").header("ETag", tag);
            if (tag.equals(request.header("If-None-Match"))) {
                request.status(304);
                return;
            }
            request.contentType(type).result(bytes);
        }
    }
}
