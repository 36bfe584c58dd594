package io.m6flow.review.web;

import io.m6flow.review.Decided;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server with a reviewer signed in, and what reviewers do on its pages. */
abstract class ReviewSteps {
    @RegisterExtension
    final RunningServer server;

    WebClient lin;

    ReviewSteps() {
        this(QueueRules.DEFAULT);
    }

    ReviewSteps(QueueRules rules) {
        server = new RunningServer(rules.withLease(RunningServer.LEASE));
    }

    @BeforeEach
    void linSignsIn() {
        lin = server.browser(RunningServer.LIN);
    }

    /** The card that Lin gets next. */
    String open() {
        return lin.form("/review/open").body();
    }

    static String open(WebClient who, ItemRef item) {
        return who.form("/review/open", "wanted", ItemParameter.write(item)).body();
    }

    /** What Lin is shown after a decision on a card. */
    String decide(String card, ItemRef item, String... verdict) {
        return tryDecide(card, item, verdict).body();
    }

    HttpResponse<String> tryDecide(String card, ItemRef item, String... verdict) {
        return lin.form("/review/decision", decision(card, item, verdict));
    }

    /** The fields that the card's form would send, and more. */
    static String[] decision(String card, ItemRef item, String... more) {
        String[] fields = new String[6 + more.length];
        System.arraycopy(
                new String[] {
                    "item", ItemParameter.write(item), "fence", field(card, "fence"), "version", field(card, "version")
                },
                0,
                fields,
                0,
                6);
        System.arraycopy(more, 0, fields, 6, more.length);
        return fields;
    }

    static String field(String html, String name) {
        return html.replaceAll("(?s).*name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
    }

    ReviewItem find(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow();
    }

    Decided decided(ItemRef item) {
        return find(item).decision();
    }
}
