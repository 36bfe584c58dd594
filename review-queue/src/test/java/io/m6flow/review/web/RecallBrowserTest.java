package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.recall.RecallWorker;
import io.m6flow.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;

/** A lead recalls with the keyboard alone, in a real browser. */
@Tag("browser")
class RecallBrowserTest {
    @RegisterExtension
    static final RedisServer REDIS = new RedisServer();

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    private static final String LEAD = "token-of-the-lead";

    private RedisBackedServer running;
    private RecallWorker worker;

    @BeforeEach
    void start() throws BindException {
        REDIS.flush();
        running = RedisBackedServer.start(
                REDIS.uri(),
                AccessTokens.of(Map.of(LEAD, new Principal("陈组长", Role.LEAD, Optional.empty()))),
                RedisBackedServer.settings());
        for (int i = 0; i < 3; i++) {
            running.publish(Drafts.reason("M-1", "P-" + i, "全网最低价的雪纺裙，第" + i + "款"));
        }
        running.publish(Drafts.reason("M-1", "P-9", "轻盈的雪纺裙"));
        worker = new RecallWorker(running.recalls, Duration.ofMillis(100));
        worker.start();
        browser.chrome.get(running.server.address() + "/sign-in#token=" + LEAD);
        browser.await("return location.pathname === '/review'");
        browser.chrome.get(running.server.address() + "/recall");
        browser.await("return document.activeElement.id === 'term'");
    }

    @AfterEach
    void stop() {
        worker.close();
        running.close();
    }

    @Test
    void findsConfirmsAndSeesItDoneWithoutAMouse() throws IOException {
        browser.compose("全网最低");
        browser.composingKey("Enter", 13);
        assertThat(browser.ask("return document.getElementById('result').children.length"))
                .as("Enter chose a word and sent nothing")
                .isEqualTo(0L);
        browser.commit("全网最低");
        search();
        keep("found");

        browser.type("4" + Keys.ENTER);
        assertThat(browser.ask("return document.getElementById('result').dataset.state"))
                .as("another number takes nothing back")
                .isEqualTo("FOUND");
        browser.type(Keys.BACK_SPACE + "3" + Keys.ENTER);
        browser.await("return document.getElementById('result').dataset.state === 'DONE'");

        assertThat(browser.text("result-title")).isEqualTo("已撤回 3 条，共 3 条");
        keep("done");
        browser.chrome.navigate().refresh();
        browser.await("return document.getElementById('result').dataset.state === 'DONE'");
        assertThat(browser.text("log")).contains("全网最低", "已撤回 3 条");
    }

    @Test
    void fitsAPhone() throws IOException {
        browser.beAPhone();
        browser.type("全网最低");
        search();

        browser.hasNoSidewaysScrolling();
        keep("phone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void hasNoViolationsOfAccessibility(String scheme) {
        browser.prefer("prefers-color-scheme", scheme);
        assertThat(browser.violations()).as("before a search").isEmpty();
        browser.type("全网最低");
        search();
        assertThat(browser.violations()).as("found").isEmpty();
        browser.type("3" + Keys.ENTER);
        browser.await("return document.getElementById('result').dataset.state === 'DONE'");
        assertThat(browser.violations()).as("done").isEmpty();
        browser.chrome.navigate().refresh();
        browser.await("return document.getElementById('log') !== null");
        assertThat(browser.violations()).as("the log").isEmpty();
    }

    private void search() {
        browser.chrome.executeScript("document.getElementById('reason').focus()");
        browser.type("新增禁用词" + Keys.ENTER);
        browser.await("return document.getElementById('result').dataset.state === 'FOUND'");
        browser.await("return document.activeElement.id === 'count'");
    }

    /** Where somebody wants to look at the page with their own eyes. */
    private void keep(String name) throws IOException {
        String directory = System.getProperty("m6flow.screenshots");
        if (directory != null) {
            Files.write(Path.of(directory, name + ".png"), browser.chrome.getScreenshotAs(OutputType.BYTES));
        }
    }
}
