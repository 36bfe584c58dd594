package io.m6flow.launcher;

import io.m6flow.job.guard.InspectorFactory;
import io.m6flow.job.kafka.FollowedTerms;
import io.m6flow.launcher.config.Settings;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewCore;
import io.m6flow.review.ReviewPolicy;
import io.m6flow.review.ReviewSettings;
import io.m6flow.review.SendBackRule;
import io.m6flow.review.oidc.OidcProvider;
import io.m6flow.review.oidc.OidcSettings;
import io.m6flow.review.rebuild.Rebuild;
import io.m6flow.review.recall.RecallChecks;
import io.m6flow.review.web.IdentityProvider;
import io.m6flow.review.web.RequestRate;
import io.m6flow.review.web.ReviewServer;
import io.m6flow.review.web.Role;
import io.m6flow.review.web.TokenOwners;
import io.m6flow.review.web.WebParts;
import io.m6flow.review.web.WebSettings;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The review queue and its pages, as the configuration asks for them. */
final class ReviewParts {
    private ReviewParts() {}

    static ReviewCore core(Settings settings, String bootstrap, URI redis) {
        return new ReviewCore(
                settings(settings, bootstrap, redis),
                checks(new FollowedTerms(bootstrap, "", settings.topicFormat())),
                Clock.systemUTC());
    }

    /** What a recall holds published texts against. */
    static RecallChecks checks(InspectorFactory guards) {
        return new RecallChecks(new DisguisedTerms(), Optional.of(new GuardCheck(guards)));
    }

    /** Refuses a Redis whose rebuild did not come to its end. */
    static void refuseUnfinished(URI redis) {
        Rebuild.unfinished(redis).ifPresent(why -> {
            throw new UsageException(why);
        });
    }

    /** What the service of a deployment goes by, for the commands beside it. */
    static ReviewSettings deployed(Settings settings) {
        return settings(settings, DeployedParts.kafka(settings), DeployedParts.redis(settings));
    }

    private static ReviewSettings settings(Settings settings, String bootstrap, URI redis) {
        return ReviewSettings.of(redis, bootstrap)
                .withPolicy(policy(settings))
                .withRules(rules(settings.review()))
                .withFormat(settings.topicFormat());
    }

    private static QueueRules rules(Settings.Review review) {
        return new QueueRules(
                review.lease(),
                review.undoWindow(),
                SendBackRule.DEFAULT.withRewrites(review.rewrites()),
                review.retractOnChange(),
                review.twoPersons(),
                review.keepDecided().orElse(null));
    }

    static ReviewPolicy policy(Settings settings) {
        try {
            return ReviewPolicy.parse(settings.review().policy());
        } catch (IllegalArgumentException e) {
            throw new UsageException("review.policy: " + e.getMessage());
        }
    }

    private static WebSettings web(Settings.Review review) {
        WebSettings web = WebSettings.defaults()
                .withHost(review.host())
                .withPort(review.port())
                .withMetricsFromLoopback(review.metricsFromLoopback())
                .withRate(rate(review));
        return review.publicUrl().map(web::withPublicUrl).orElse(web);
    }

    private static RequestRate rate(Settings.Review review) {
        try {
            return new RequestRate(review.rate(), review.burst());
        } catch (IllegalArgumentException e) {
            throw new UsageException("review.rate and review.burst: " + e.getMessage());
        }
    }

    static Optional<IdentityProvider> provider(Settings.Review review) {
        return review.oidc().map(oidc -> new OidcProvider(oidcSettings(oidc), Clock.systemUTC()));
    }

    private static OidcSettings oidcSettings(Settings.Oidc oidc) {
        try {
            Map<String, Role> roles = new LinkedHashMap<>();
            oidc.roles().forEach((value, role) -> roles.put(value, Role.named(role)));
            return new OidcSettings(
                    oidc.issuer(),
                    oidc.clientId(),
                    oidc.secretFile(),
                    new OidcSettings.Claims(oidc.nameClaim(), oidc.rolesClaim(), oidc.tenantClaim()),
                    roles);
        } catch (IllegalArgumentException e) {
            throw new UsageException("review.oidc: " + e.getMessage());
        }
    }

    static ReviewServer pages(Settings settings, ReviewCore core, TokenOwners tokens) {
        WebParts parts = core.webParts(tokens);
        return new ReviewServer(
                core.queue(),
                core.view(),
                provider(settings.review()).map(parts::withProvider).orElse(parts),
                web(settings.review()),
                Clock.systemUTC());
    }
}
