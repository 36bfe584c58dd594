package io.m6flow.launcher;

import io.m6flow.launcher.config.Settings;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.WebSettings;
import java.net.URI;
import java.time.Clock;

/** The review queue and its pages, as the configuration asks for them. */
final class ReviewParts {
    private ReviewParts() {}

    static ReviewCore core(Settings settings, String bootstrap, URI redis) {
        return new ReviewCore(
                ReviewSettings.of(redis, bootstrap)
                        .withPolicy(policy(settings))
                        .withRules(rules(settings.review()))
                        .withFormat(settings.topicFormat()),
                Clock.systemUTC());
    }

    private static QueueRules rules(Settings.Review review) {
        return new QueueRules(
                review.lease(),
                review.undoWindow(),
                SendBackRule.DEFAULT.withRewrites(review.rewrites()),
                review.retractOnChange(),
                review.twoPersons());
    }

    static ReviewPolicy policy(Settings settings) {
        try {
            return ReviewPolicy.parse(settings.review().policy());
        } catch (IllegalArgumentException e) {
            throw new UsageException("review.policy: " + e.getMessage());
        }
    }

    static ReviewServer pages(Settings settings, ReviewCore core, Tokens tokens) {
        return new ReviewServer(
                core.queue(),
                core.view(),
                tokens.access(),
                WebSettings.defaults()
                        .withHost(settings.review().host())
                        .withPort(settings.review().port()),
                Clock.systemUTC());
    }
}
