package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Decided;
import io.m6flow.schema.Alternative;
import io.m6flow.schema.DecisionOutcome;
import io.m6flow.schema.Finding;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Severity;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Changing a text in a real browser: by hand, by a suggestion, from another candidate, with an input method. */
@Tag("browser")
class EditingBrowserTest {
    private static final String WRITTEN = "绝对最显瘦的雪纺裙，全网最低价。";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    private ItemRef open() {
        ItemRef item = server.admit(Drafts.product("M-1", Kind.REASON, "P-1", WRITTEN)
                .setFindings(List.of(
                        new Finding("adlaw.superlative", 2, 5, Severity.ERROR, "绝对化用语", "换成“显瘦”"),
                        new Finding("adlaw.price", 10, 15, Severity.ERROR, "价格用语", "换成“价格实惠”")))
                .setAlternatives(List.of(new Alternative("雪纺裙轻盈透气。", 0.8, 1L), new Alternative("V领修饰颈部线条。", 0.7, 2L)))
                .build());
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        return item;
    }

    @Test
    void showsTheDifferenceWhileOneWrites() {
        ItemRef item = open();
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");

        browser.press(Keys.BACK_SPACE);
        browser.type("！");

        browser.await("return document.querySelector('#changes del')?.textContent === '。'"
                + " && document.querySelector('#changes ins')?.textContent === '！'");
        assertThat(browser.ask("return getComputedStyle(document.querySelector('#changes del')).textDecorationLine"))
                .as("told without colour too")
                .isEqualTo("line-through");
        assertThat(browser.text("changes-title")).contains("删 1 字", "加 1 字");
        saveWithControlEnter();
        browser.awaitRest();
        assertThat(decided(item).text()).isEqualTo("绝对最显瘦的雪纺裙，全网最低价！");
    }

    @Test
    void appliesSuggestionsByOneKeyEachAndPublishesWhatShows() {
        ItemRef item = open();

        browser.press("f");
        assertThat(browser.text("preview-text")).isEqualTo("绝对显瘦的雪纺裙，全网最低价。");
        browser.press("f");
        assertThat(browser.text("preview-text")).isEqualTo("绝对显瘦的雪纺裙，价格实惠。");
        assertThat(browser.text("approve")).contains("采用此文并通过");
        browser.press("a");
        browser.awaitRest();

        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.EDITED);
        assertThat(decided(item).text()).isEqualTo("绝对显瘦的雪纺裙，价格实惠。");
    }

    @Test
    void looksAtCandidatesAndGoesBackWithoutDeciding() {
        ItemRef item = open();

        browser.press("2");
        assertThat(browser.text("preview-text")).isEqualTo("V领修饰颈部线条。");
        browser.press("[");
        assertThat(browser.text("preview-text")).isEqualTo("雪纺裙轻盈透气。");
        browser.press("[");
        assertThat(browser.chrome.findElement(By.id("text")).isDisplayed()).isTrue();
        assertThat(browser.text("approve")).contains("通过").doesNotContain("采用");
        browser.press("1");
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        assertThat(browser.ask("return document.getElementById('editor').value"))
                .isEqualTo("雪纺裙轻盈透气。");
        saveWithControlEnter();
        browser.awaitRest();

        assertThat(decided(item).text()).isEqualTo("雪纺裙轻盈透气。");
    }

    @Test
    void showsWhatTheGuardsObjectToAndPublishesItAtTheSecondTry() {
        ItemRef item = open();
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type("国家级。");
        saveWithControlEnter();
        browser.await("return document.getElementById('doubts') !== null && document.activeElement.id === 'editor'");
        assertThat(browser.text("doubts")).contains("国家级").doesNotContain("绝对化用语");
        assertThat(find(item)).isNull();

        browser.chrome.findElement(By.cssSelector("#doubts [data-fix]")).click();
        assertThat(browser.ask("return document.getElementById('editor').value"))
                .isEqualTo(WRITTEN + "。");
        // At the place of the words that were taken out.
        browser.type("真国家级");
        saveWithControlEnter();
        browser.await("return document.querySelector('[name=despite]')?.value.endsWith('真国家级。') === true"
                + " && document.activeElement.id === 'editor'");
        saveWithControlEnter();
        browser.awaitRest();
        assertThat(decided(item).text()).isEqualTo(WRITTEN + "真国家级。");
    }

    @Test
    void leavesEnterToTheInputMethodWhileAWordIsChosen() {
        ItemRef item = open();
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");

        browser.compose("haokan");
        browser.composingKey("Enter", 13);
        browser.composingKey("Escape", 27);
        assertThat(browser.chrome.findElement(By.id("editor")).isDisplayed()).isTrue();
        browser.commit("好看");

        assertThat(browser.ask("return document.getElementById('editor').value"))
                .isEqualTo(WRITTEN + "好看");
        assertThat(find(item)).isNull();
        saveWithControlEnter();
        browser.awaitRest();
        assertThat(decided(item).text()).isEqualTo(WRITTEN + "好看");
    }

    @Test
    void sendsNoReasonThatIsStillBeingComposed() {
        ItemRef item = open();
        browser.press("r");
        browser.press("0");
        browser.await("return document.activeElement.id === 'own-reason'");

        browser.compose("tai'man");
        browser.composingKey("Enter", 13);
        browser.commit("太满");
        browser.ask("const field = document.getElementById('own-reason');"
                // As Safari does it: the composition has ended, and its Enter comes after.
                + "field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));"
                + "field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}));"
                + "field.form.requestSubmit();");
        assertThat(find(item)).isNull();

        browser.await("return new Promise(done => setTimeout(() => done(true), 80))");
        browser.press(Keys.ENTER);
        browser.awaitRest();
        assertThat(decided(item).reasons()).containsExactly("太满");
    }

    @Test
    void givesAnActionAnotherKeyAndRefusesOneThatIsTaken() {
        ItemRef item = open();
        browser.press("?");
        browser.chrome.findElement(By.cssSelector("[data-remap=approve]")).click();
        browser.press("e");
        assertThat(browser.text("keys-complaint")).contains("E", "修改文案");
        browser.chrome.findElement(By.cssSelector("[data-remap=approve]")).click();
        browser.press("g");
        browser.press(Keys.ESCAPE);
        browser.await("return !document.getElementById('keys').open");

        assertThat(browser.text("approve")).contains("G");
        browser.press("a");
        assertThat(find(item)).isNull();
        browser.chrome.navigate().refresh();
        browser.await(item);
        browser.press("g");
        browser.awaitRest();
        assertThat(decided(item).outcome()).isEqualTo(DecisionOutcome.APPROVED);
    }

    @Test
    void switchesSingleKeysOff() {
        ItemRef item = open();
        browser.press("?");
        browser.click("keys-on");
        browser.press(Keys.ESCAPE);
        browser.await("return !document.getElementById('keys').open");

        browser.press("a", "r", "1", "f");
        browser.press(Keys.ENTER);

        assertThat(browser.ask(
                        "return document.getElementById('reject').hidden && document.getElementById('preview').hidden"))
                .isEqualTo(true);
        assertThat(find(item)).isNull();
        browser.click("start-edit");
        browser.type("！");
        saveWithControlEnter();
        browser.awaitRest();
        assertThat(decided(item).text()).isEqualTo(WRITTEN + "！");
    }

    private void saveWithControlEnter() {
        browser.awaitReady();
        new Actions(browser.chrome)
                .keyDown(Keys.CONTROL)
                .sendKeys(Keys.ENTER)
                .keyUp(Keys.CONTROL)
                .perform();
    }

    private Decided find(ItemRef item) {
        return server.queue.find(item.tenant(), item.content()).orElseThrow().decision();
    }

    private Decided decided(ItemRef item) {
        return java.util.Objects.requireNonNull(find(item));
    }
}
