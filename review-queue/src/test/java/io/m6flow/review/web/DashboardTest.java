package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import io.m6flow.review.redis.RedisReviewQueue;
import io.m6flow.review.trial.TrialCount;
import io.m6flow.schema.id.TenantId;
import io.m6flow.testkit.redis.RedisServer;
import java.net.BindException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard over a real Redis. */
class DashboardTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    private static final String ADMIN = "token-of-an-admin";
    private static final String LEAD = "token-of-the-lead";
    private static final String LEAD_OF_TWO = "token-of-the-lead-of-two";
    private static final String LIN = "token-of-reviewer-lin";

    private RedisBackedServer running;
    private RedisReviewQueue decidesAtOnce;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        Map<String, Principal> tokens = Map.of(
                ADMIN, new Principal("admin", Role.ADMIN, Optional.empty()),
                LEAD, new Principal("lead", Role.LEAD, Optional.empty()),
                LEAD_OF_TWO, new Principal("lead two", Role.LEAD, Optional.of(new TenantId("M-2"))),
                LIN, new Principal("lin", Role.REVIEWER, Optional.empty()));
        running = RedisBackedServer.start(REDIS.uri(), AccessTokens.of(tokens), RedisBackedServer.settings());
        decidesAtOnce = new RedisReviewQueue(running.redis, QueueRules.DEFAULT.withUndoWindow(Duration.ZERO), () -> {});
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void showsWhatWaitsAndWhatPeopleDecided() {
        decide("M-1", "P-1", "Ann <script>", new Verdict.Approve());
        decide("M-1", "P-2", "Bo", new Verdict.Reject(List.of("不实")));
        running.admit(Drafts.reason("M-1", "P-3", "还在等的文案"));

        String page = get(ADMIN, "/review/dashboard?lang=en").body();

        assertThat(page)
                .contains("<dt>waiting</dt><dd>1</dd>", "<dt>decided by people</dt><dd>2</dd>", "<dd>50 %</dd>")
                .contains("Ann &lt;script&gt;")
                .contains("passed 50 %, edited 0 %, rejected 50 %, sent back 0 %")
                .doesNotContain("<script>\"", "style=", "还在等的文案");
        assertThat(get(ADMIN, "/review/dashboard/numbers?lang=en").body())
                .startsWith("<p")
                .contains("Ann &lt;script&gt;");
    }

    @Test
    void showsHowMuchEachReviewerDecidedTodayAndInAllAndWhat() {
        decide("M-1", "P-1", "Ann", new Verdict.Approve());
        decide("M-1", "P-2", "Ann", new Verdict.Reject(List.of("不实")));
        decide("M-2", "P-3", "Ann", new Verdict.Edit("改过的"));
        decide("M-2", "P-4", "Ann", new Verdict.Edit("也改过的"));
        decide("M-1", "P-5", "Bo", new Verdict.Approve());

        String plot = plot(get(LEAD, "/review/dashboard?lang=en").body(), "reviewer");

        assertThat(plot)
                .contains(
                        "aria-label=\"Ann: 4 today, 4 in all; passed 25 %, edited 50 %, rejected 25 %, sent back 0 %\"")
                .contains("<span class=\"value\">4 of 4</span>")
                .contains("<th scope=\"row\">Bo</th><td>1</td><td>1</td><td>1 (100 %)</td><td>0 (0 %)</td>");
        assertThat(plot.indexOf(">Ann<")).as("the most diligent first").isLessThan(plot.indexOf(">Bo<"));
        assertThat(plot(get(LEAD_OF_TWO, "/review/dashboard?lang=en").body(), "reviewer"))
                .contains("Ann: 2 today, 2 in all; passed 0 %, edited 100 %")
                .doesNotContain(">Bo<");
    }

    @Test
    void showsAModelOnTrialBesideTheOthersToWhoMaySeeAllTenants() {
        running.trial.set(Optional.of(SampleTrial.of(new TrialCount(40, 30), new TrialCount(200, 120))));

        assertThat(get(LEAD, "/review/dashboard/numbers?lang=en").body())
                .contains("Model on trial", "Model cccccccccccc writes 10 % of Reason, Theme, since 2026-01-28.")
                .contains("on trial 75 % (30/40), others 60 % (120/200)", "Nothing says that it does worse");
        assertThat(get(LEAD_OF_TWO, "/review/dashboard/numbers?lang=en").body()).doesNotContain("Model on trial");
    }

    @Test
    void saysOfATrialWhatFollowsFromIt() {
        running.trial.set(Optional.of(SampleTrial.of(new TrialCount(29, 0), new TrialCount(200, 120))));
        assertThat(get(LEAD, "/review/dashboard/numbers?lang=en").body()).contains("Nothing is concluded before 30");

        running.trial.set(Optional.of(SampleTrial.of(new TrialCount(30, 0), new TrialCount(200, 120))));
        assertThat(get(LEAD, "/review/dashboard/numbers?lang=en").body()).contains("the trial is about to end");

        running.trial.set(Optional.empty());
        assertThat(get(LEAD, "/review/dashboard/numbers?lang=en").body()).doesNotContain("Model on trial");
    }

    private static String plot(String page, String id) {
        String begin = "<section class=\"panel plot\" id=\"plot-" + id + "\"";
        return page.substring(page.indexOf(begin), page.indexOf("</section>", page.indexOf(begin)));
    }

    @Test
    void saysSoWhereNothingWasDecidedYet() {
        assertThat(get(LEAD, "/review/dashboard?days=30&lang=en").body()).contains("Nothing yet");
    }

    @Test
    void whoBelongsToATenantSeesThatOnesNumbersAlone() {
        decide("M-1", "P-1", "Annika", new Verdict.Approve());
        decide("M-2", "P-2", "Bogumil", new Verdict.Approve());

        assertThat(get(LEAD_OF_TWO, "/review/dashboard").body())
                .contains("Bogumil")
                .doesNotContain("Annika");
        assertThat(get(LEAD_OF_TWO, "/review/dashboard?tenant=M-1").statusCode())
                .isEqualTo(403);
        assertThat(get(LEAD, "/review/dashboard?tenant=M-1").body())
                .contains("Annika")
                .doesNotContain("Bogumil");
    }

    @Test
    void isForLeadsAndAdmins() {
        assertThat(get(LIN, "/review/dashboard").statusCode()).isEqualTo(403);
        assertThat(get(LIN, "/review").body()).doesNotContain("/review/dashboard");
        assertThat(get(LEAD, "/review").body()).contains("href=\"/review/dashboard\"");
        assertThat(running.anonymous()
                        .form("/sign-in", "token", ADMIN)
                        .headers()
                        .firstValue("Location"))
                .contains("/review/dashboard");
    }

    @Test
    void refusesARangeThatItDoesNotOffer() {
        assertThat(get(LEAD, "/review/dashboard?days=365").statusCode()).isEqualTo(400);
    }

    private void decide(String tenant, String product, String who, Verdict verdict) {
        running.admit(Drafts.reason(tenant, product, "文案"));
        Reviewer reviewer = new Reviewer(who);
        decidesAtOnce.decide(
                reviewer, decidesAtOnce.tryClaimNext(reviewer, ItemFilter.ALL).orElseThrow(), verdict);
    }

    private HttpResponse<String> get(String token, String path) {
        return running.anonymous().withBearer(token).get(path);
    }
}
