package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Decided;
import io.m6flow.review.QueueRules;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Two people at two browsers: one proposes or hands over, the other decides. */
@Tag("browser")
class SeveralPersonsBrowserTest {
    @RegisterExtension
    final RunningServer server =
            new RunningServer(QueueRules.DEFAULT.withLease(RunningServer.LEASE).withTwoPersons(Set.of(Kind.THEME)));

    @RegisterExtension
    final RunningBrowser lin = new RunningBrowser();

    @RegisterExtension
    final RunningBrowser other = new RunningBrowser();

    @Test
    void publishesWhatTwoAgreeOn() {
        ItemRef item =
                server.admit(Drafts.product("M-1", Kind.THEME, "P-1", "显瘦百搭").build());
        lin.review(server, RunningServer.LIN);
        lin.await(item);
        assertThat(lin.text("approve")).contains("提出（两人中第一人）");
        lin.press("e");
        lin.await("return document.activeElement.id === 'editor'");
        lin.ask("document.getElementById('editor').value = ''");
        lin.type("修身百搭");
        lin.awaitReady();
        new Actions(lin.chrome)
                .keyDown(Keys.CONTROL)
                .sendKeys(Keys.ENTER)
                .keyUp(Keys.CONTROL)
                .perform();
        lin.awaitRest();
        assertThat(lin.text("notice")).contains("等待另一位审核员同意");
        lin.await("return document.querySelector('.fate')?.textContent === '林小满 已提出'");
        lin.chrome.findElement(By.cssSelector("[data-entry]")).click();
        lin.await(item);
        assertThat(lin.chrome.findElement(By.id("approve")).isEnabled()).isFalse();
        assertThat(lin.text("own-proposal")).contains("须由他人通过");
        lin.press("a");
        lin.press("s");
        lin.awaitRest();

        other.review(server, RunningServer.WU);
        other.await(item);
        assertThat(other.text("text")).isEqualTo("修身百搭");
        assertThat(other.chrome
                        .findElement(By.cssSelector("#proposed-changes del"))
                        .getText())
                .isEqualTo("显瘦");
        assertThat(other.text("approve")).contains("同意并通过（第二人）");
        other.press("a");
        other.awaitRest();

        Decided decision =
                server.queue.find(item.tenant(), item.content()).orElseThrow().decision();
        assertThat(decision.outcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decision.agreedWith()).isEqualTo("林小满");
    }

    @Test
    void namesTheBatchByWhatIsTicked() {
        server.admit(Drafts.product("M-1", Kind.THEME, "P-1", "显瘦百搭").build());
        server.admit(Drafts.reason("M-1", "P-2", "一人即可"));
        server.admit(Drafts.reason("M-1", "P-3", "也是一人即可"));
        lin.review(server, RunningServer.LIN);
        lin.await("return document.getElementById('open-batch') !== null"
                + " && document.getElementById('card').dataset.ready === 'true'");
        lin.click("open-batch");
        awaitBatchName("通过 2 条，提出 1 条（两人中第一人）");

        List<WebElement> takeOne = lin.chrome.findElements(By.cssSelector("[data-two=false]"));
        WebElement takesTwo = lin.chrome.findElement(By.cssSelector("[data-two=true]"));
        takeOne.forEach(WebElement::click);
        awaitBatchName("提出这 1 条（两人中第一人）");
        takesTwo.click();
        assertThat(lin.chrome.findElement(By.id("approve-batch")).isEnabled()).isFalse();
        takeOne.get(0).click();
        awaitBatchName("通过这 1 条");
    }

    private void awaitBatchName(String name) {
        lin.await("return document.getElementById('batch-name')?.textContent === '" + name + "'");
    }

    @Test
    void handsAnItemToALeadWhoFindsTheNote() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "拿不准的一条"));
        lin.review(server, RunningServer.LIN);
        lin.await(item);
        lin.press("l");
        lin.await("return document.activeElement.id === 'escalate-note'");
        lin.type("价格拿不准");
        lin.press(Keys.ENTER);
        lin.awaitRest();
        assertThat(lin.text("notice")).contains("已转给组长");
        lin.await("return document.querySelector('[data-entry] .flag.lead') !== null");
        lin.chrome.findElement(By.cssSelector("[data-entry]")).click();
        lin.await(item);
        assertThat(lin.chrome.findElements(By.id("approve"))).as("read only").isEmpty();

        other.review(server, RunningServer.LEAD);
        other.await(item);
        assertThat(other.text("for-lead")).contains("林小满 转给组长", "价格拿不准");
        other.chrome.findElement(By.xpath("//span[text()='待我处理']")).click();
        other.await("return location.search.includes('state=LEAD')");
        other.press("a");
        other.awaitRest();

        assertThat(server.queue
                        .find(item.tenant(), item.content())
                        .orElseThrow()
                        .decision()
                        .by()
                        .getName())
                .isEqualTo("陈组长");
    }
}
