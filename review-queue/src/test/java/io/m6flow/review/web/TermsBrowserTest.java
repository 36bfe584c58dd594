package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.review.Term;
import io.m6flow.schema.id.TenantId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Adding and removing terms in a real browser, by keyboard alone and with an input method. */
@Tag("browser")
class TermsBrowserTest {
    private static final TenantId OWN = new TenantId("M-1");

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    @BeforeEach
    void open() {
        server.terms.tryAdd(new Term(OWN, "绝美", "", "夸大", "陈组长", server.clock.instant()));
        browser.signIn(server, RunningServer.MERCHANT, "/shop");
        browser.chrome.get(server.address() + "/terms");
        browser.await("return document.getElementById('terms') !== null && window.htmx !== undefined");
        focus("term");
    }

    private void focus(String id) {
        browser.ask("document.getElementById('" + id + "').focus()");
    }

    private boolean stands(String term) {
        return server.terms.of(OWN).stream().anyMatch(each -> each.term().equals(term));
    }

    private void awaitFocus(String id) {
        browser.await("return document.activeElement.id === '" + id + "'");
    }

    @Test
    void addsRemovesAndPutsBackByKeyboard() {
        browser.type("最显瘦");
        browser.press(Keys.TAB);
        browser.type("显瘦");
        browser.press(Keys.ENTER);
        browser.await("return document.querySelectorAll('#terms tbody tr').length === 2");

        assertThat(browser.text("notice")).contains("已添加“最显瘦”");
        assertThat(browser.ask("return document.getElementById('term').value")).isEqualTo("");
        awaitFocus("term");
        assertThat(server.terms.of(OWN)).anySatisfy(term -> {
            assertThat(term.term()).isEqualTo("最显瘦");
            assertThat(term.suggestion()).isEqualTo("显瘦");
        });

        browser.ask("document.querySelector('#terms button[aria-label*=\"绝美\"]').focus()");
        browser.press(Keys.ENTER);
        awaitFocus("put-back");
        assertThat(stands("绝美")).isFalse();
        browser.press(Keys.ENTER);
        browser.await("return document.querySelectorAll('#terms tbody tr').length === 2");
        assertThat(server.terms.of(OWN)).anySatisfy(term -> {
            assertThat(term.term()).isEqualTo("绝美");
            assertThat(term.suggestion()).as("still best left out").isEmpty();
            assertThat(term.reason()).isEqualTo("夸大");
        });
        awaitFocus("term");
    }

    @Test
    void addsNothingThatIsStillBeingComposed() {
        browser.compose("zui'mei");
        browser.composingKey("Enter", 13);
        browser.commit("最美");
        browser.ask("const field = document.getElementById('term');"
                // As Safari does it: the composition has ended, and its Enter comes after.
                + "field.dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));"
                + "field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}));"
                + "field.form.requestSubmit();");
        browser.await("return new Promise(done => setTimeout(() => done(true), 80))");
        assertThat(stands("最美")).isFalse();

        browser.press(Keys.ENTER);
        browser.await("return document.querySelectorAll('#terms tbody tr').length === 2");
        assertThat(stands("最美")).isTrue();
    }

    @Test
    void saysWhatIsWrongBesideTheFormAndKeepsWhatWasWritten() {
        browser.type("最美");
        focus("suggestion");
        browser.type("美");
        browser.ask("document.querySelector('[name=leave-out]').click()");
        focus("suggestion");
        browser.press(Keys.ENTER);
        browser.await("return document.querySelector('#notice .warn') !== null");

        assertThat(browser.text("notice")).contains("只能选一个");
        assertThat(browser.ask("return document.getElementById('term').value")).isEqualTo("最美");
        assertThat(stands("最美")).isFalse();
    }
}
