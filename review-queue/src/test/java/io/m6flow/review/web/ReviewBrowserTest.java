package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Decided;
import io.m6flow.review.ReviewItem;
import io.m6flow.schema.DecisionOutcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A reviewer with a keyboard and nothing else, in a real browser. */
@Tag("browser")
class ReviewBrowserTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final RunningServer server = new RunningServer();

    /** Its leases are so short that a heartbeat comes soon. */
    @RegisterExtension
    final RunningServer leased = new RunningServer(Duration.ofSeconds(9));

    @RegisterExtension
    final RunningBrowser running = new RunningBrowser();

    private ChromeDriver browser;

    @BeforeEach
    void takeBrowser() {
        browser = running.chrome;
    }

    @Test
    void reviewsByKeyboardAlone() {
        ItemRef approved = server.admit(Drafts.reason("M-1", "P-1", "第一条，按键通过。"));
        ItemRef edited = server.admit(Drafts.reason("M-1", "P-2", "第二条，改一改。"));
        ItemRef rejected = server.admit(Drafts.reason("M-1", "P-3", "第三条，驳回。"));
        signInByLink();
        await(approved);

        press("a");
        await(edited);
        editWithAnInputMethod(edited);
        await(rejected);
        press("r");
        press("2");
        press(Keys.ENTER);
        awaitScript("return document.querySelector('[data-rest]') !== null");

        assertThat(decided(approved).outcome()).isEqualTo(DecisionOutcome.APPROVED);
        assertThat(decided(edited).outcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decided(edited).text()).isEqualTo("第二条，改一改。好看");
        assertThat(decided(rejected).reasons()).containsExactly("advertising-law");
        assertThat(browser.findElement(By.id("mine-count")).getText()).isEqualTo("3");
    }

    @Test
    void neverDecidesWhileAnInputMethodIsAtWork() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        signInByLink();
        await(item);

        composing("a", 65, "document");
        composing("Enter", 13, "document");
        browser.executeScript(
                "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Process', keyCode: 229, bubbles: true}))");
        browser.executeScript(
                "document.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))");

        assertThat(server.queue.counts().decidedInAll()).isZero();
    }

    @Test
    void asksForAReasonAndTakesOnesOwn() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "文案"));
        signInByLink();
        await(item);

        press("r");
        press(Keys.ENTER);
        awaitScript("return !document.getElementById('no-reason').hidden");
        assertThat(server.queue.counts().decidedInAll()).isZero();

        press("0");
        type("太像广告");
        press(Keys.ENTER);
        awaitScript("return document.querySelector('[data-rest]') !== null");
        assertThat(decided(item).reasons()).containsExactly("太像广告");
    }

    @Test
    void sendsBackByKeyboardAndStrikesOutTheMarkedWord() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "雪纺显瘦"));
        signInByLink();
        await(item);

        browser.executeScript("const text = document.getElementById('text').firstChild;"
                + "document.getSelection().setBaseAndExtent(text, 2, text, 4)");
        press("b");
        press(Keys.ENTER);
        awaitScript("return !document.querySelector('#sendback [data-complaint]').hidden");
        press("1");
        press(Keys.ENTER);
        awaitScript("return document.querySelector('[data-rest]') !== null");

        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.SENT_BACK);
        assertThat(decided(item).reasons()).containsExactly("facts");
        assertThat(server.queue.feedback().get(0).getWithout()).containsExactly("显瘦");
    }

    @Test
    void movesInTheListAndSkips() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        ItemRef third = server.admit(Drafts.reason("M-1", "P-3", "第三条"));
        signInByLink();
        await(first);
        awaitScript("return document.querySelectorAll('[data-entry]').length === 2");

        press("j");
        press("j");
        press(Keys.ENTER);
        await(third);
        press("s");
        await(first);

        assertThat(find(second).heldBy()).isNull();
        assertThat(find(third).heldBy()).isNull();
        assertThat(server.queue.counts().decidedInAll()).isZero();
    }

    @Test
    void takesUpNewItemsByItself() {
        signInByLink();
        awaitScript("return document.querySelector('[data-rest][data-ready]') !== null");

        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "新来的"));

        await(item);
    }

    @Test
    void keepsTheLeaseWhileTheReviewerIsThere() {
        ItemRef item = leased.admit(Drafts.reason("M-1", "P-1", "文案"));
        signInByLink(leased);
        await(item);
        Instant until =
                leased.queue.find(item.tenant(), item.content()).orElseThrow().leaseUntil();

        leased.clock.advance(Duration.ofSeconds(2));

        new WebDriverWait(browser, PATIENCE)
                .until(now -> leased.queue
                        .find(item.tenant(), item.content())
                        .orElseThrow()
                        .leaseUntil()
                        .isAfter(until));
    }

    private void signInByLink() {
        signInByLink(server);
    }

    private void signInByLink(RunningServer server) {
        browser.get(server.address() + "/sign-in#token=" + RunningServer.LIN);
        awaitScript("return location.pathname === '/review'");
        assertThat(browser.getCurrentUrl()).doesNotContain(RunningServer.LIN);
    }

    /** Types as with an input method: the Enter and the Esc that end a composition belong to it, not to the page. */
    private void editWithAnInputMethod(ItemRef item) {
        press("e");
        awaitScript("return document.activeElement.id === 'editor'");
        composing("Escape", 27, "document.getElementById('editor')");
        assertThat(browser.findElement(By.id("editor")).isDisplayed()).isTrue();
        composing("Enter", 13, "document.getElementById('editor')");
        type("好看");
        press("a", "r", "s");
        press(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        assertThat(find(item).decision()).isNull();
        new Actions(browser)
                .keyDown(Keys.CONTROL)
                .sendKeys(Keys.ENTER)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    private void composing(String key, int code, String target) {
        browser.executeScript(target
                + ".dispatchEvent(new KeyboardEvent('keydown', {key: '" + key + "', keyCode: " + code
                + ", isComposing: true, ctrlKey: " + key.equals("Enter") + ", bubbles: true, cancelable: true}))");
    }

    private void press(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    private void type(String text) {
        browser.switchTo().activeElement().sendKeys(text);
    }

    private void await(ItemRef item) {
        awaitScript(
                "const card = document.getElementById('card'); return card !== null && card.dataset.ready === 'true'"
                        + " && card.dataset.item === '" + ItemParameter.write(item) + "'");
    }

    private void awaitScript(String script) {
        new WebDriverWait(browser, PATIENCE).until(now -> Boolean.TRUE.equals(browser.executeScript(script)));
    }

    private ReviewItem find(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow();
    }

    private Decided decided(ItemRef item) {
        return find(item).decision();
    }
}
