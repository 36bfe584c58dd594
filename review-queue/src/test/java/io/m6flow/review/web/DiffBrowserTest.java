package io.m6flow.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The module that finds the difference of two texts, in the browser where it runs. */
@Tag("browser")
class DiffBrowserTest {
    private static final String IMPORT =
            "const [a, b, done] = arguments; import('/assets/diff.js').then(m => done(%s)).catch(e => done('' + e));";

    @RegisterExtension
    final RunningServer server = new RunningServer();

    @RegisterExtension
    final RunningBrowser browser = new RunningBrowser();

    @BeforeEach
    void open() {
        browser.chrome.get(server.address() + "/sign-in");
    }

    @Test
    void marksWhatGoesAndWhatComes() {
        assertThat(diff("雪纺面料，显瘦百搭。", "雪纺面料，修身百搭。"))
                .containsExactly("same:雪纺面料，", "removed:显瘦", "added:修身", "same:百搭。");
    }

    @Test
    void findsTheShortestWay() {
        assertThat(diff("abcabba", "cbabac"))
                .satisfies(pieces -> assertThat(pieces.stream()
                                .filter(piece -> !piece.startsWith("same"))
                                .mapToInt(piece -> piece.length() - piece.indexOf(':') - 1)
                                .sum())
                        .isEqualTo(5));
    }

    @Test
    void knowsTextsThatAreEqualOrEmpty() {
        assertThat(diff("一样", "一样")).containsExactly("same:一样");
        assertThat(diff("", "")).isEmpty();
        assertThat(diff("全删", "")).containsExactly("removed:全删");
        assertThat(diff("", "全加")).containsExactly("added:全加");
    }

    @Test
    void neverCutsACharacterThatPeopleSeeAsOne() {
        assertThat(diff("送👩‍👩‍👧家人", "送👩‍👩‍👦家人"))
                .containsExactly("same:送", "removed:👩‍👩‍👧", "added:👩‍👩‍👦", "same:家人");
        assertThat(diff("café", "cafe")).containsExactly("same:caf", "removed:é", "added:e");
    }

    /** Against the longest common subsequence worked out in the plainest way, over texts drawn by a fixed seed. */
    @Test
    void agreesWithThePlainReckoningOnManyTexts() {
        Object wrong = run("""
                (() => {
                  let seed = 7;
                  const next = n => (seed = (seed * 1103515245 + 12345) % 2147483648) %% n;
                  const signs = ['雪', '纺', '裙', '👗'];
                  const word = () => Array.from({ length: next(14) }, () => signs[next(4)]).join('');
                  const longest = (x, y) => {
                    const t = Array.from({ length: x.length + 1 }, () => new Array(y.length + 1).fill(0));
                    for (let i = 1; i <= x.length; i++) for (let j = 1; j <= y.length; j++)
                      t[i][j] = x[i - 1] === y[j - 1] ? t[i - 1][j - 1] + 1 : Math.max(t[i - 1][j], t[i][j - 1]);
                    return t[x.length][y.length];
                  };
                  const wrong = [];
                  for (let i = 0; i < 3000; i++) {
                    const x = word(); const y = word();
                    const pieces = m.diff(x, y);
                    const join = kinds => pieces.filter(p => kinds.includes(p.kind)).map(p => p.text).join('');
                    const kept = m.characters(join(['same'])).length;
                    if (join(['same', 'removed']) !== x || join(['same', 'added']) !== y
                        || kept !== longest(m.characters(x), m.characters(y))) wrong.push(x + ' | ' + y);
                  }
                  return wrong;
                })()""".replace("%%", "%"), "", "");

        assertThat(wrong).isEqualTo(List.of());
    }

    @Test
    void isQuickWithLongTextsThatShareLittle() {
        String before = "雪纺裙轻盈".repeat(800);
        String after = "针织衫柔软保暖".repeat(570);

        Object millis = run(
                "(() => { const t = performance.now(); m.diff(a, b); return performance.now() - t; })()",
                before,
                after);

        assertThat(((Number) millis).doubleValue()).isLessThan(2_000);
    }

    private List<String> diff(String before, String after) {
        List<?> pieces = (List<?>) run("m.diff(a, b)", before, after);
        return pieces.stream()
                .map(piece -> (Map<?, ?>) piece)
                .map(piece -> piece.get("kind") + ":" + piece.get("text"))
                .toList();
    }

    private Object run(String script, String before, String after) {
        return browser.chrome.executeAsyncScript(IMPORT.replace("%s", script), before, after);
    }
}
