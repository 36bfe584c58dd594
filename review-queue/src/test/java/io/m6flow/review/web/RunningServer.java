package io.m6flow.review.web;

import io.m6flow.review.QueueRules;
import io.m6flow.review.ReferenceQueue;
import io.m6flow.review.ReferenceTerms;
import io.m6flow.review.Ruling;
import io.m6flow.review.SourcePosition;
import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.id.TenantId;
import java.net.BindException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real server on a free port for each test, over a queue in memory. */
final class RunningServer implements BeforeEachCallback, AfterEachCallback {
    static final Duration LEASE = Duration.ofMinutes(2);
    static final String LIN = "token-of-reviewer-lin";
    static final String WU = "token-of-reviewer-wu";
    static final String LEAD = "token-of-the-lead-chen";
    static final String SHOP_REVIEWER = "token-of-reviewer-of-m1";
    static final String MERCHANT = "token-of-merchant-m1";
    static final String HOUSE = "token-of-all-merchants";
    static final String OPERATOR = "token-of-operator-h1";
    static final String ALL_OPERATOR = "token-of-all-operators";
    static final String ADMIN = "token-of-the-admin-he";
    static final int WRONG_TRIES = 5;

    AdjustableClock clock;
    ReferenceQueue queue;
    ReferenceView view;
    ReferenceTerms terms;
    private ReviewServer server;
    private final QueueRules rules;
    private long offset;

    RunningServer() {
        this(LEASE);
    }

    RunningServer(Duration lease) {
        this(QueueRules.DEFAULT.withLease(lease));
    }

    RunningServer(QueueRules rules) {
        this.rules = rules;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws BindException {
        clock = new AdjustableClock();
        queue = new ReferenceQueue(clock, rules);
        view = new ReferenceView();
        terms = new ReferenceTerms();
        server = new ReviewServer(
                queue, view, parts(queue, view, clock).withTerms(terms).withCheck(new WordCheck()), settings(), clock);
        server.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        server.close();
    }

    static WebSettings settings() {
        return new WebSettings(
                "127.0.0.1", 0, 256 * 1024, WRONG_TRIES, Duration.ofHours(12), RequestRate.GENEROUS, false, null);
    }

    ReviewServer server() {
        return server;
    }

    int port() {
        return server.port();
    }

    int listeners() {
        return server.listeners();
    }

    String address() {
        return server.address().toString();
    }

    ItemRef admit(ContentDraft draft) {
        queue.admit(draft, new SourcePosition("content.drafts", 0, offset++), new Ruling.AwaitPerson());
        return ItemRef.parse(draft.getTenant(), draft.getContentId());
    }

    /** Nobody is signed in. */
    WebClient anonymous() {
        return new WebClient(address());
    }

    /** A program with a bearer token. */
    WebClient program(String token) {
        return anonymous().withBearer(token);
    }

    /** A browser that has signed in. */
    WebClient browser(String token) {
        return anonymous().signIn(token);
    }

    /** Everything in memory. */
    static WebParts parts(ReferenceQueue queue, ReferenceView view, Clock clock) {
        return new WebParts(
                        tokens(),
                        new ReferenceLists(queue, view),
                        new ReferenceSessions(clock),
                        new ReferenceAnswers(clock, AnswerLimits.DEFAULT),
                        Optional.empty())
                .withInsight(new Insight(new SampleNumbers(), Optional::empty, () -> Optional.of(SampleTrial.usual())));
    }

    static AccessTokens tokens() {
        return AccessTokens.of(Map.of(
                LIN, new Principal("林小满", Role.REVIEWER, Optional.empty()),
                ADMIN, new Principal("何管理", Role.ADMIN, Optional.empty()),
                WU, new Principal("吴<b>峰</b>", Role.REVIEWER, Optional.empty()),
                LEAD, new Principal("陈组长", Role.LEAD, Optional.empty()),
                SHOP_REVIEWER, new Principal("店里的审核", Role.REVIEWER, Optional.of(new TenantId("M-1"))),
                MERCHANT, new Principal("商家一", Role.MERCHANT, Optional.of(new TenantId("M-1"))),
                HOUSE, new Principal("平台", Role.MERCHANT, Optional.empty()),
                OPERATOR, new Principal("场控一", Role.OPERATOR, Optional.of(new TenantId("H-1"))),
                ALL_OPERATOR, new Principal("总控", Role.OPERATOR, Optional.empty())));
    }
}
