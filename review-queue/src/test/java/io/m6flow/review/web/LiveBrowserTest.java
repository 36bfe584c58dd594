package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.m6flow.review.ItemFilter;
import io.m6flow.review.Reviewer;
import io.m6flow.review.Verdict;
import io.m6flow.schema.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;

/** What the pages show of changes that others make, in a real browser. */
@Tag("browser")
class LiveBrowserTest {
    @RegisterExtension
    final RunningServer server = new RunningServer();

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    @Test
    void showsANewItemWithoutAReload() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(first);
        browser.await("return document.getElementById('live-sign').classList.contains('on')");
        browser.ask("window.sameage = true");

        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "新来的"));

        browser.await("return document.getElementById('entry-" + second.content() + "') !== null");
        assertThat(browser.text("waiting-count")).isEqualTo("1");
        assertThat(browser.ask("return window.sameage")).isEqualTo(true);
    }

    @Test
    void tellsThatAnotherHasDecidedTheItemAndKeepsWhatOneWrote() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        browser.await("return document.getElementById('live-sign').classList.contains('on')");
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type("我写的");

        decideAsAnother();

        browser.await("return !document.getElementById('lost').hidden");
        assertThat(browser.text("lost-text")).contains("陈组长 已处理这一条");
        assertThat(browser.ask("return document.getElementById('editor').value"))
                .isEqualTo("第一条我写的");
    }

    @Test
    void goesOnWhenAnotherHasDecidedTheItemThatOneOnlyLooksAt() {
        ItemRef first = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(first);
        ItemRef second = server.admit(Drafts.reason("M-1", "P-2", "第二条"));
        browser.await("return document.getElementById('entry-" + second.content() + "') !== null");

        decideAsAnother();

        browser.await(second);
        assertThat(browser.text("notice")).contains("陈组长", "通过了这一条");
    }

    @Test
    void decidesAnItemOnceFromTwoTabs() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);
        String one = browser.chrome.getWindowHandle();
        browser.chrome.switchTo().newWindow(WindowType.TAB);
        browser.chrome.get(server.address() + "/review?item=" + WebClient.encoded(ItemParameter.write(item)));
        browser.await(item);

        browser.press("a");
        browser.awaitRest();
        browser.chrome.switchTo().window(one);
        browser.await("const card = document.getElementById('card');"
                + " if (card.dataset.rest === undefined) document.getElementById('approve')?.click();"
                + " return card.dataset.rest !== undefined");

        assertThat(server.queue.counts().decidedInAll()).isEqualTo(1);
        assertThat(browser.text("notice")).contains("林小满 已在", "通过了这一条");
    }

    @Test
    void filtersWithoutAReloadAndKeepsTheFilterInTheAddress() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "第一条"));
        server.admit(Drafts.reason("M-1", "P-2", "碎花"));
        server.admit(Drafts.reason("M-1", "P-3", "格纹"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);

        browser.press("/");
        browser.type("格纹");
        browser.await("return document.querySelectorAll('[data-entry]').length === 1");

        assertThat(browser.chrome.getCurrentUrl()).contains("q=%E6%A0%BC%E7%BA%B9", "item=" + item.content());
        assertThat(browser.ask("return document.getElementById('card').dataset.item"))
                .isEqualTo(ItemParameter.write(item));
        browser.chrome.navigate().refresh();
        browser.await(item);
        assertThat(browser.ask("return document.getElementById('q').value")).isEqualTo("格纹");
    }

    @Test
    void looksUpADecidedItemWithItsDifference() {
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", "显瘦百搭"));
        Reviewer chen = new Reviewer("陈组长");
        server.queue.decide(
                chen, server.queue.tryClaimNext(chen, ItemFilter.ALL).orElseThrow(), new Verdict.Edit("修身百搭"));
        browser.review(server, RunningServer.LIN);
        browser.awaitRest();

        browser.chrome.findElement(By.xpath("//span[text()='已审']")).click();
        browser.await("return document.querySelectorAll('[data-entry]').length === 1");
        browser.chrome.findElement(By.cssSelector("[data-entry]")).click();
        browser.await(item);

        assertThat(browser.text("changes")).isEqualTo("显瘦修身百搭");
        assertThat(browser.chrome.findElement(By.cssSelector("#changes del")).getText())
                .isEqualTo("显瘦");
        assertThat(browser.text("history")).contains("陈组长", "修改后通过");
    }

    @Test
    void linksWordsAndFactsAtBothEnds() {
        ItemRef item = server.admit(Drafts.full("M-1", "P-1"));
        browser.review(server, RunningServer.LIN);
        browser.await(item);

        browser.ask("document.querySelector('#text a.evidence').focus()");
        browser.await("return document.querySelector('tr[data-support=\"面料\"]').classList.contains('lit')");
        browser.press(org.openqa.selenium.Keys.ENTER);

        browser.await("return document.activeElement.closest('tr')?.dataset.support === '面料'"
                + " && document.querySelector('#text a.evidence').classList.contains('lit')");
        assertThat(server.queue.counts().decidedInAll())
                .as("Enter on a link decides nothing")
                .isZero();
    }

    @Test
    void showsMarkupInTextsAsText() {
        String evil = "<img src=x onerror=\"document.title='bad'\"><script>document.title='bad'</script>";
        ItemRef item = server.admit(Drafts.reason("M-1", "P-1", evil));
        browser.review(server, RunningServer.LIN);
        browser.await(item);

        assertThat(browser.text("text")).isEqualTo(evil);
        browser.press("e");
        browser.await("return document.activeElement.id === 'editor'");
        browser.type("x");
        browser.await("return document.querySelector('#changes ins')?.textContent === 'x'");
        assertThat(browser.ask("return document.querySelector('#card img, #card script') === null"))
                .isEqualTo(true);
        assertThat(browser.chrome.getTitle()).doesNotContain("bad");
    }

    @Test
    void fillsAHoleOfTheScriptInPlace() {
        server.view.publishPassage("H-1", "LS-1", 1, "第二段", Drafts.CREATED);
        browser.signIn(server, RunningServer.OPERATOR, "/live");
        browser.chrome.get(server.address() + "/live/LS-1");
        browser.await("return document.querySelector('#passage-0.hole') !== null");

        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);

        browser.await("return document.querySelector('#passage-0.hole') === null"
                + " && document.querySelector('#passage-0 .text').textContent === '第一段'");
        assertThat(((Number) browser.ask(
                                "return parseFloat(getComputedStyle(document.querySelector('.text')).fontSize)"))
                        .doubleValue())
                .as("readable from a distance")
                .isGreaterThanOrEqualTo(32);
    }

    @Test
    void addsAPassageAsItIsPublishedAndLeavesTheOthersAlone() {
        server.view.publishPassage("H-1", "LS/1 ?", 0, "第一段", Drafts.CREATED);
        browser.signIn(server, RunningServer.OPERATOR, "/live");
        browser.chrome.get(server.address() + "/live/" + WebClient.encoded("LS/1 ?"));
        awaitListeners(1);
        browser.ask("document.getElementById('passage-0').isTheSame = true");

        server.view.publishPassage("H-1", "LS/1 ?", 1, "<b>第二段</b>", Drafts.CREATED);
        server.view.publishSummary("H-1", "LS/1 ?", "全场摘要", Drafts.CREATED);

        browser.await("return document.querySelector('#passage-1 .text')?.textContent === '<b>第二段</b>'"
                + " && document.querySelector('.summary .text')?.textContent === '全场摘要'");
        assertThat(browser.ask("return document.getElementById('passage-0').isTheSame"))
                .isEqualTo(true);
        assertThat(server.listeners()).as("who hears it, and does not ask").isEqualTo(1);
    }

    @Test
    void asksNowAndThenWhereEventsDoNotPass() {
        browser.cdp("Network.enable", Map.of());
        browser.cdp("Network.setBlockedURLs", Map.of("urls", List.of("*/events*")));
        browser.signIn(server, RunningServer.OPERATOR, "/live");
        browser.chrome.get(server.address() + "/live/LS-1");

        server.view.publishPassage("H-1", "LS-1", 0, "第一段", Drafts.CREATED);

        browser.await("return document.querySelector('#passage-0 .text')?.textContent === '第一段'");
        assertThat(server.listeners()).isZero();
    }

    @Test
    void showsAMerchantWhatIsPublishedAndKeepsWhereSheIs() {
        for (int i = 0; i < 30; i++) {
            copy("P-" + i, "第" + i + "条", i);
        }
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        awaitListeners(1);
        browser.ask("const button = document.querySelector('[data-key=P-10] button');"
                + "button.scrollIntoView({ block: 'center' }); button.focus({ preventScroll: true });"
                + "window.top10 = button.getBoundingClientRect().top; window.button10 = button");

        copy("P-new", "新上的", 100);
        copy("P-20", "改过的", 101);
        copy("P-10", "也改过的", 10);
        server.view.retractCopy("M-1", Kind.REASON, "P-12");

        browser.await("const text = id => document.querySelector(`[data-key=${id}] .text`)?.textContent;"
                + "return text('P-new') === '新上的' && text('P-20') === '改过的' && text('P-10') === '也改过的'"
                + " && document.querySelector('[data-key=P-12]') === null");
        assertThat(browser.ask("return document.activeElement === window.button10 && window.button10.isConnected"))
                .as("the keyboard is where it was")
                .isEqualTo(true);
        assertThat(browser.ask("return document.activeElement.dataset.copy")).isEqualTo("也改过的（AI生成）");
        assertThat(((Number) browser.ask("return Math.abs(button10.getBoundingClientRect().top - top10)"))
                        .doubleValue())
                .as("nothing jumped")
                .isLessThan(3);
        assertThat(browser.ask("return document.querySelector('.product').dataset.key"))
                .isEqualTo("P-20");
        assertThat(browser.ask("return [...document.querySelectorAll('time')].every(time => time.textContent)"))
                .isEqualTo(true);
    }

    @Test
    void waitsWhileAMerchantMarksAText() {
        copy("P-1", "雪纺轻盈", 1);
        copy("P-2", "法式碎花季", 2);
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        awaitListeners(1);
        browser.ask("getSelection().selectAllChildren(document.querySelector('[data-key=P-1] .text'))");

        copy("P-1", "换了一句", 1);
        copy("P-2", "也换了一句", 2);
        int looks = server.view.looks().size();
        await().until(() -> server.view.looks().size() > looks + 2);

        assertThat(browser.ask("return getSelection().toString()")).isEqualTo("雪纺轻盈");
        browser.ask("getSelection().removeAllRanges()");
        browser.await("return [...document.querySelectorAll('.text')].map(text => text.textContent).join()"
                + " === '也换了一句,换了一句'");
    }

    @Test
    void leadsToTheSignInWhoHasSignedOutElsewhere() {
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        awaitListeners(1);
        browser.await("return document.getElementById('live-sign').classList.contains('on')");

        server.browser(RunningServer.MERCHANT).form("/sign-out-everywhere");

        browser.await("return location.pathname === '/sign-in'");
    }

    private void copy(String product, String text, int second) {
        server.view.publishCopy("M-1", Kind.REASON, product, text, Drafts.CREATED.plusSeconds(second));
    }

    private void awaitListeners(int count) {
        await().until(() -> server.listeners() == count);
    }

    @Test
    void copiesAMerchantsTextWithItsLabel() {
        server.view.publishCopy("M-1", Kind.REASON, "P-1", "雪纺轻盈", Drafts.CREATED);
        browser.signIn(server, RunningServer.MERCHANT, "/shop");

        browser.chrome.executeCdpCommand(
                "Browser.grantPermissions", Map.of("permissions", List.of("clipboardReadWrite")));
        browser.chrome.findElement(By.cssSelector("[data-copy]")).click();

        browser.await("return document.querySelector('[data-copy]').textContent === '已复制'");
        assertThat(browser.chrome.executeAsyncScript("navigator.clipboard.readText().then(arguments[0])"))
                .isEqualTo("雪纺轻盈（AI生成）");
    }

    /** Once the lease has run out, another is faster. */
    private void decideAsAnother() {
        Reviewer chen = new Reviewer("陈组长");
        server.clock.advance(RunningServer.LEASE.plusSeconds(1));
        server.queue.decide(
                chen, server.queue.tryClaimNext(chen, ItemFilter.ALL).orElseThrow(), new Verdict.Approve());
    }
}
