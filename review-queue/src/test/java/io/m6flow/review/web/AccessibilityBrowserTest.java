package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Claim;
import io.m6flow.review.ClaimResult;
import io.m6flow.review.QueueRules;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Term;
import io.m6flow.review.Verdict;
import io.m6flow.schema.Kind;
import io.m6flow.schema.id.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page but that of recalls, which {@link RecallBrowserTest} looks at: in the light and in the dark, as axe-core sees it;
 * and on a phone without sideways scrolling.
 */
@Tag("browser")
class AccessibilityBrowserTest {
    @RegisterExtension
    final RunningServer server = new RunningServer(QueueRules.DEFAULT
            .withLease(RunningServer.LEASE)
            .withUndoWindow(Duration.ofMinutes(5))
            .withTwoPersons(Set.of(Kind.THEME)));

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    private final List<String> violations = new ArrayList<>();
    private ItemRef item;
    private ItemRef edited;

    @BeforeEach
    void fill() {
        edited = server.admit(Drafts.reason("M-1", "P-0", "雪纺面料，显瘦百搭。"));
        Reviewer chen = new Reviewer("陈组长");
        Claim claim =
                server.queue.tryClaimNext(chen, io.m6flow.review.ItemFilter.ALL).orElseThrow();
        server.queue.decide(chen, claim, new Verdict.Edit("雪纺面料，修身百搭。"));
        item = server.admit(Drafts.full("M-1", "P-1"));
        server.admit(Drafts.script("H-1", "LS-1", 3, "嗯好先看一号", "好，先看一号。")
                .setPriority(0)
                .build());
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        server.view.publishPassage("H-1", "LS-1", 1, "第二段", Drafts.CREATED);
        server.view.publishSummary("H-1", "LS-1", "全场摘要", Drafts.CREATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void reviewersPagesHaveNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        browser.chrome.get(server.address() + "/sign-in");
        look("sign-in " + scheme);
        browser.review(server, RunningServer.LIN);
        open("item=", item);
        look("card " + scheme);
        browser.press("1");
        look("candidate " + scheme);
        browser.press("e");
        look("edit " + scheme);
        browser.press(org.openqa.selenium.Keys.ESCAPE);
        browser.press("r");
        look("reject " + scheme);
        browser.press(org.openqa.selenium.Keys.ESCAPE);
        browser.press("b");
        look("send back " + scheme);
        browser.press(org.openqa.selenium.Keys.ESCAPE);
        browser.press("?");
        look("keys " + scheme);
        browser.chrome.get(server.address() + "/review?state=DECIDED&risk=NONE&item="
                + WebClient.encoded(ItemParameter.write(edited)));
        browser.await(edited);
        look("decided " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void doubtsAboutAnEditHaveNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        browser.review(server, RunningServer.LIN);
        open("item=", item);
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type(WordCheck.FORBIDDEN);
        browser.ask("document.getElementById('edit').requestSubmit()");
        browser.await("return document.getElementById('doubts') !== null");
        look("doubts " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void secondThoughtsHaveNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        ItemRef theme = proposed();
        browser.review(server, RunningServer.LEAD);
        open("item=", item);
        browser.press("a");
        browser.await("return document.querySelector('#notice [data-undo]') !== null");
        look("undo " + scheme);
        open("item=", theme);
        browser.ask("document.getElementById('past').open = true");
        look("proposal " + scheme);
        open("state=DECIDED&item=", item);
        browser.press("r");
        look("revoke " + scheme);
        open("state=LEAD&item=", escalated());
        look("for leads " + scheme);
        openBatch();
        look("batch " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void secondThoughtsFitAPhone(String language) {
        browser.beAPhone();
        browser.chrome.get(server.address() + "/sign-in?lang=" + language);
        ItemRef theme = proposed();
        browser.review(server, RunningServer.LIN);
        open("item=", item);
        browser.press("l");
        browser.hasNoSidewaysScrolling();
        browser.press(org.openqa.selenium.Keys.ESCAPE);
        browser.ask("document.activeElement.blur()");
        browser.click("approve");
        browser.await("return document.querySelector('#notice [data-undo]') !== null");
        browser.hasNoSidewaysScrolling();
        assertThat(browser.ask("const box = document.querySelector('#notice .good').getBoundingClientRect();"
                        + " return box.left >= 0 && box.right <= innerWidth"))
                .as("the notice fits")
                .isEqualTo(true);
        open("item=", theme);
        browser.hasNoSidewaysScrolling();
        open("state=DECIDED&item=", item);
        browser.hasNoSidewaysScrolling();
        openBatch();
        browser.hasNoSidewaysScrolling();
    }

    private void open(String query, ItemRef ref) {
        browser.chrome.get(server.address() + "/review?" + query + WebClient.encoded(ItemParameter.write(ref)));
        browser.await(ref);
    }

    private void openBatch() {
        server.admit(Drafts.reason("M-1", "P-8", "雪纺面料，轻盈透气。"));
        server.admit(Drafts.reason("M-1", "P-9", "V领设计，修饰颈部线条。"));
        server.admit(Drafts.reason("M-1", "P-10", "收腰设计，拉长比例。"));
        browser.chrome.get(server.address() + "/review");
        browser.await("return document.getElementById('open-batch') !== null"
                + " && document.getElementById('card').dataset.ready === 'true'");
        browser.click("open-batch");
        browser.await("return document.getElementById('batch') !== null");
    }

    /** A theme in another wording than the machine's, on which a second person must agree. */
    private ItemRef proposed() {
        ItemRef theme = server.admit(
                Drafts.product("M-1", Kind.THEME, "P-2", "显瘦百搭的一条裙子").build());
        Reviewer wu = new Reviewer("吴峰");
        server.queue.decide(wu, claim(wu, theme), new Verdict.Edit("修身百搭的一条裙子"));
        return theme;
    }

    private ItemRef escalated() {
        ItemRef hard = server.admit(Drafts.reason("M-1", "P-7", "拿不准的一条。"));
        Reviewer wu = new Reviewer("吴峰");
        server.queue.escalate(wu, claim(wu, hard), "价格拿不准");
        return hard;
    }

    private Claim claim(Reviewer who, ItemRef ref) {
        return server.queue
                .tryClaim(who, ref.tenant(), ref.content())
                .fold(
                        ClaimResult.Granted::claim,
                        held -> null,
                        decided -> null,
                        lost -> null,
                        forLead -> null,
                        unknown -> null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theOthersPagesHaveNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        look("shop " + scheme);
        browser.chrome.manage().deleteAllCookies();
        browser.signIn(server, RunningServer.OPERATOR, "/live");
        look("live start " + scheme);
        browser.chrome.get(server.address() + "/live/LS-1");
        look("live " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theTermsHaveNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        fillTerms();
        browser.signIn(server, RunningServer.LEAD, "/review");
        browser.chrome.get(server.address() + "/terms");
        look("terms of everybody, none " + scheme);
        browser.chrome.get(server.address() + "/terms?tenant=M-1");
        look("terms " + scheme);
        removeATerm();
        look("a term to be put back " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void theTermsFitAPhone(String language) {
        browser.beAPhone();
        fillTerms();
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        browser.chrome.get(server.address() + "/terms?lang=" + language);
        browser.hasNoSidewaysScrolling();
        removeATerm();
        browser.hasNoSidewaysScrolling();
    }

    private void fillTerms() {
        TenantId shop = new TenantId("M-1");
        for (String term : List.of("最显瘦", "绝美", "x".repeat(32))) {
            server.terms.tryAdd(
                    new Term(shop, term, "显瘦", "a".repeat(90) + "，平台说这样写太满。", "陈组长", server.clock.instant()));
        }
    }

    private void removeATerm() {
        browser.await("return window.htmx !== undefined");
        browser.ask("document.querySelector('#terms tbody button').click()");
        browser.await("return document.activeElement.id === 'put-back'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theDashboardHasNoViolations(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        browser.signIn(server, RunningServer.ADMIN, "/review/dashboard");
        look("dashboard " + scheme);
        browser.ask("document.querySelectorAll('details').forEach(each => each.open = true)");
        look("dashboard's tables " + scheme);
        assertThat(violations).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void theDashboardFitsAPhone(String language) {
        browser.beAPhone();
        browser.chrome.get(server.address() + "/sign-in?lang=" + language);
        browser.signIn(server, RunningServer.ADMIN, "/review/dashboard");
        browser.chrome.get(server.address() + "/review/dashboard?days=30&lang=" + language);
        browser.hasNoSidewaysScrolling();
        browser.ask("document.querySelectorAll('details').forEach(each => each.open = true)");
        browser.hasNoSidewaysScrolling();
    }

    @Test
    void theDashboardKeepsTablesOpenWhenItIsWrittenAnew() {
        browser.signIn(server, RunningServer.ADMIN, "/review/dashboard");
        browser.click("open-model");
        browser.ask("window.before = document.getElementById('plot-model');"
                + " htmx.ajax('GET', '/review/dashboard/numbers', {source: '#numbers', target: '#numbers'})");
        browser.await("const now = document.getElementById('plot-model');"
                + " return now !== null && now !== window.before && document.getElementById('table-model').open");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void fitsAPhone(String language) {
        browser.beAPhone();
        browser.chrome.get(server.address() + "/sign-in?lang=" + language);
        browser.hasNoSidewaysScrolling();
        browser.review(server, RunningServer.LIN);
        open("item=", item);
        browser.hasNoSidewaysScrolling();
        assertThat(browser.ask("return document.getElementById('main').getBoundingClientRect().top"
                        + " < document.querySelector('.queue').getBoundingClientRect().top"))
                .as("the card comes first")
                .isEqualTo(true);
        assertThat(browser.ask("return Math.min(...[...document.querySelectorAll('#actions button')]"
                        + ".map(each => each.getBoundingClientRect().height)) >= 44"))
                .as("big enough for a thumb")
                .isEqualTo(true);
        browser.click("start-edit");
        browser.hasNoSidewaysScrolling();
        browser.chrome.get(
                server.address() + "/review?state=DECIDED&item=" + WebClient.encoded(ItemParameter.write(edited)));
        browser.await(edited);
        browser.hasNoSidewaysScrolling();
    }

    private void look(String what) {
        browser.violations().forEach(each -> violations.add(what + " " + each));
    }
}
