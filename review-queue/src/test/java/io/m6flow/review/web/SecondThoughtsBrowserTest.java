package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.ItemState;
import io.m6flow.review.QueueRules;
import io.m6flow.review.ReviewItem;
import io.m6flow.review.Via;
import io.m6flow.schema.DecisionOutcome;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Undoing, revoking and approving many together, in a real browser. */
@Tag("browser")
class SecondThoughtsBrowserTest {
    private static final Duration WINDOW = Duration.ofSeconds(90);

    @RegisterExtension
    final RunningServer server =
            new RunningServer(QueueRules.DEFAULT.withLease(RunningServer.LEASE).withUndoWindow(WINDOW));

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    @Test
    void bringsAnEditBackIntoTheEditorByOneKey() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type("我写的");
        controlAnd(Keys.ENTER);
        browser.awaitRest();
        assertThat(browser.text("notice")).contains("已保存修改并通过", "撤销", "秒");

        browser.press("u");

        browser.await("return document.activeElement.id === 'editor'");
        assertThat(browser.ask("return document.getElementById('editor').value"))
                .isEqualTo("第一条我写的");
        assertThat(browser.text("notice")).contains("已撤销");
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
        browser.await(item);
        controlAnd(Keys.ENTER);
        browser.awaitRest();
        assertThat(find(item).decision().text()).isEqualTo("第一条我写的");
        assertThat(find(item).decision().via()).isEqualTo(Via.PAGE);
    }

    @Test
    void undoesByControlZButLeavesFieldsTheirOwn() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        browser.press("a");
        browser.awaitRest();

        browser.press("/");
        browser.type("找");
        controlAnd("z");
        assertThat(find(item).state()).as("the field undoes its own").isEqualTo(ItemState.DECIDED);
        browser.press(Keys.ESCAPE);
        browser.ask("document.getElementById('q').value = ''; document.getElementById('q').blur()");
        controlAnd("z");

        browser.await(item);
        assertThat(find(item).state()).isEqualTo(ItemState.CLAIMED);
    }

    @Test
    void countsDownAndThenOffersNothingAnyMore() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        server.clock.advance(Duration.ofSeconds(1));
        browser.press("a");
        browser.awaitRest();

        browser.await("return /^[1-8]\\d 秒$/.test(document.querySelector('[data-undo-left]').textContent)");
        String first = left();
        browser.await("return document.querySelector('[data-undo-left]').textContent !== '" + first + "'");
        server.clock.advance(WINDOW);
        browser.press("u");
        browser.await("return document.getElementById('notice').textContent.includes('来不及撤销了')");
        assertThat(browser.ask("return document.querySelector('#notice [data-undo]') === null"))
                .isEqualTo(true);
    }

    @Test
    void keepsWhatOneWasWritingWhenAnotherCardComesBack() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        browser.review(server, RunningServer.LIN);
        browser.await(first);
        browser.press("a");
        browser.await(second);
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type("写到一半");

        browser.chrome.findElement(By.cssSelector("#notice [data-undo] button")).click();

        browser.await(first);
        assertThat(browser.chrome.findElement(By.cssSelector("#notice .kept")).getText())
                .isEqualTo("第二条写到一半");
        assertThat(find(second).state()).isEqualTo(ItemState.WAITING);
    }

    @Test
    void approvesTheTickedOnesTogetherAndTakesAllBack() {
        server.admit(Drafts.full("M-1", "P-0"));
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        ItemRef third = server.admit(Drafts.reason("M-1", "P-3", "第三条"));
        browser.review(server, RunningServer.LIN);
        browser.await("return document.getElementById('open-batch') !== null"
                + " && document.getElementById('card').dataset.ready === 'true'");

        browser.click("open-batch");
        browser.await("return document.querySelectorAll('#batch [name=pick]').length === 3");
        browser.press("a");
        assertThat(server.queue.counts().decidedInAll())
                .as("no single key approves many")
                .isZero();
        browser.chrome
                .findElement(By.cssSelector("#batch [value*='" + second.content() + "']"))
                .click();
        assertThat(browser.text("approve-batch")).contains("通过这 2 条");
        browser.click("approve-batch");

        browser.await("return document.getElementById('notice').textContent.includes('已通过 2 条')");
        assertThat(find(first).decision().via()).isEqualTo(Via.BATCH);
        assertThat(find(second).decision()).isNull();
        browser.await("return document.getElementById('card').dataset.ready === 'true'");
        browser.press("u");
        browser.await("return document.getElementById('notice').textContent.includes('已撤销 2 条')");
        assertThat(find(first).decision()).isNull();
        assertThat(find(third).decision()).isNull();
        browser.await("return document.getElementById('waiting-count').textContent === '3'");
    }

    @Test
    void revokesFromTheDecidedOnesWithAReason() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        browser.press("a");
        browser.awaitRest();
        browser.chrome.findElement(By.xpath("//span[text()='已审']")).click();
        browser.await("return document.querySelectorAll('[data-entry]').length === 1");
        browser.chrome.findElement(By.cssSelector("[data-entry]")).click();
        browser.await(item);

        browser.press("r");
        browser.click("confirm-revoke");
        assertThat(browser.chrome
                        .findElement(By.cssSelector("#revoke [data-complaint]"))
                        .isDisplayed())
                .isTrue();
        browser.ask("document.getElementById('revoke').focus()");
        browser.press("1");
        browser.press(Keys.ENTER);

        browser.await("return document.querySelector('.outcome.revoked') !== null");
        assertThat(find(item).decision().outcome()).isEqualTo(DecisionOutcome.REVOKED);
        assertThat(find(item).decision().reasons()).containsExactly("facts");
        assertThat(browser.text("history")).contains("通过", "撤回");
    }

    private String left() {
        return browser.chrome.findElement(By.cssSelector("[data-undo-left]")).getText();
    }

    private void controlAnd(CharSequence key) {
        new Actions(browser.chrome)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    private ReviewItem find(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow();
    }
}
