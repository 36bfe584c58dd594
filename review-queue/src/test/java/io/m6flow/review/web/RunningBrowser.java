package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium for each test; where there is none, the test is skipped and says so. */
final class RunningBrowser implements BeforeEachCallback, AfterEachCallback {
    private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    private static final String LOOK = "const done = arguments[arguments.length - 1];"
            + "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            + ".then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160) + ' '"
            + " + (n.any[0]?.message ?? n.failureSummary)).join(' / '))));";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    ChromeDriver chrome;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "skipped: " + CHROMIUM + " or " + DRIVER + " is not here (apt-get install chromium chromium-driver)");
        ChromeOptions options = new ChromeOptions()
                .setBinary(CHROMIUM.toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--window-size=1440,900");
        chrome = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                options);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (chrome != null) {
            chrome.quit();
        }
    }

    /** Signs in by a link, as the terminal prints it, and waits for the page of the role. */
    void signIn(RunningServer server, String token, String page) {
        chrome.get(server.address() + "/sign-in#token=" + token);
        await("return location.pathname === '" + page + "'");
    }

    void review(RunningServer server, String token) {
        signIn(server, token, "/review");
    }

    /** Presses keys once the page has taken in what it was sent last. */
    void press(CharSequence... keys) {
        await("return document.querySelector('.htmx-settling, .htmx-swapping') === null");
        new Actions(chrome).sendKeys(keys).perform();
    }

    /** Waits until the card takes keys: those that come sooner are meant for the card before. */
    void awaitReady() {
        await("return document.getElementById('card').dataset.ready === 'true'");
    }

    void type(String text) {
        chrome.switchTo().activeElement().sendKeys(text);
    }

    String text(String id) {
        return chrome.findElement(By.id(id)).getText();
    }

    void click(String id) {
        chrome.findElement(By.id(id)).click();
    }

    Object ask(String script) {
        return chrome.executeScript(script);
    }

    void await(String script) {
        new WebDriverWait(chrome, PATIENCE).until(now -> Boolean.TRUE.equals(chrome.executeScript(script)));
    }

    /** Waits until the item lies open and takes keys. */
    void await(ItemRef item) {
        await("const card = document.getElementById('card'); return card !== null && card.dataset.ready === 'true'"
                + " && card.dataset.item === '" + ItemParameter.write(item) + "'");
    }

    void awaitRest() {
        await("return document.querySelector('[data-rest][data-ready]') !== null");
    }

    void prefer(String feature, String value) {
        cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    void beAPhone() {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 2, "mobile", true));
    }

    void cdp(String command, Map<String, Object> parameters) {
        chrome.executeCdpCommand(command, parameters);
    }

    /** What an input method sends while a word is being chosen. */
    void compose(String text) {
        cdp(
                "Input.imeSetComposition",
                Map.of("text", text, "selectionStart", text.length(), "selectionEnd", text.length()));
    }

    /** A key that the input method takes for itself: the page sees 229. */
    void composingKey(String key, int code) {
        cdp(
                "Input.dispatchKeyEvent",
                Map.of("type", "rawKeyDown", "key", key, "windowsVirtualKeyCode", 229, "code", key));
        cdp("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "windowsVirtualKeyCode", code, "code", key));
    }

    /** The word is chosen. */
    void commit(String text) {
        cdp("Input.insertText", Map.of("text", text));
    }

    void hasNoSidewaysScrolling() {
        assertThat(ask("return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as(chrome.getCurrentUrl())
                .isEqualTo(0L);
    }

    /** What axe-core objects to on the page as it stands. */
    List<String> violations() {
        chrome.executeScript(axe());
        List<?> found = (List<?>) chrome.executeAsyncScript(LOOK);
        return found.stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (InputStream in = RunningBrowser.class.getResourceAsStream(AXE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the class path lacks " + AXE, e);
        }
    }
}
