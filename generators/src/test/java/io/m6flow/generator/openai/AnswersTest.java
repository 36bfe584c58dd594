package io.m6flow.generator.openai;

import static io.m6flow.generator.openai.ChatServer.says;
import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.generator.Attribute;
import io.m6flow.generator.ContentKind;
import io.m6flow.generator.Fault;
import io.m6flow.generator.Generation;
import io.m6flow.generator.Material;
import io.m6flow.generator.OpenAiSettings;
import io.m6flow.generator.Prompt;
import io.m6flow.generator.Refusal;
import io.m6flow.generator.TextGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each kind promises of its texts holds, whatever the server's model writes. */
class AnswersTest {
    private static final String SPEECH = "嗯这款这款面料它是它是纯棉的，然后呢一百五十九块，摸起来非常非常的舒服";
    private static final Material.Product DRESS = new Material.Product(
            "法式碎花连衣裙女夏季iPhone同款", "女装/连衣裙", List.of(new Attribute("面料", "雪纺"), new Attribute("领型", "V领")));

    private ChatServer server;
    private TextGenerator generator;

    @BeforeEach
    void start() throws IOException {
        server = new ChatServer();
        generator = SharedClients.start(OpenAiSettings.of(server.url(), "tiny"), Map.of());
    }

    @AfterEach
    void stop() {
        generator.close();
        server.close();
    }

    private Generation script(String source) {
        return generator
                .generate(Prompt.of("s", ContentKind.SCRIPT, new Material.Text(source), 1))
                .join();
    }

    private Generation product(ContentKind kind) {
        return generator.generate(Prompt.of("p", kind, DRESS, 1)).join();
    }

    private static String text(Generation generation) {
        return ((Generation.Written) generation).candidates().get(0).text();
    }

    private static List<String> notes(Generation generation) {
        return ((Generation.Written) generation).trace().notes();
    }

    private static Generation.Failed failed(Generation generation) {
        return (Generation.Failed) generation;
    }

    @Test
    void aScriptIsTheSpeechWithPiecesLeftOut() {
        server.next(says("这款面料是纯棉的，一百五十九块，\n摸起来非常舒服。"));
        Generation cleaned = script(SPEECH);
        assertThat(text(cleaned)).isEqualTo("这款面料是纯棉的，一百五十九块，摸起来非常舒服。");
        assertThat(notes(cleaned)).anyMatch(note -> note.startsWith("kept "));
        assertThat(server.seen().get(0).user()).isEqualTo("{\"transcript\":\"" + SPEECH + "\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            这款面料是真丝的。        ~ a word that was not said
            纯棉的面料。              ~ another order
            这款面料五十九块。        ~ half a number
            摸起来很舒服。            ~ a word replaced
            好的，这款面料是纯棉的。  ~ an opening of the model's own
            ，。                      ~ nothing but marks
            """)
    void aScriptThatSaysAnythingElseIsAskedForOnceMoreAndThenFails(String answer, String why) {
        server.always(says(answer));
        Generation.Failed failed = failed(script(SPEECH));
        assertThat(failed.fault()).as(why).isEqualTo(Fault.PROMPT);
        assertThat(failed.message()).contains("asked twice", "SCRIPT").doesNotContain("面料");
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void spacesOfTheRecogniserSayNothing() {
        server.next(says("一百五十九块，纯棉。"));
        assertThat(text(script("一 百 五 十 九 块 呢 纯 棉"))).isEqualTo("一百五十九块，纯棉。");
    }

    @Test
    void theSecondAskingShowsTheAnswerAndWhatIsWrong() {
        server.next(says("这款面料是真丝的。"), says("这款面料是纯棉的。"));
        Generation cleaned = script(SPEECH);
        assertThat(text(cleaned)).isEqualTo("这款面料是纯棉的。");
        assertThat(notes(cleaned)).anyMatch(note -> note.startsWith("asked once more"));
        var messages = server.seen().get(1).body().path("messages");
        assertThat(messages)
                .extracting(m -> m.path("role").asText())
                .containsExactly("system", "user", "assistant", "user");
        assertThat(messages.path(2).path("content").asText()).isEqualTo("这款面料是真丝的。");
        assertThat(messages.path(3).path("content").asText()).contains("只能从原文删除");
    }

    @ParameterizedTest
    @CsvSource({
        "这件ｔ恤a4纸 hello  world 好,这件T恤A4纸hello world好。,这件t恤a4纸hello world好。",
        "三个三个颜色 3.5 公斤,三个颜色，3.5公斤。,三个颜色，3.5公斤。",
        "标题是《春天》吗,标题是《春天》！,标题是《春天》！",
        "五 十块,五十块,",
        "a b,ab,"
    })
    void aScriptIsSpeltAsItWasSaid(String said, String answer, String expected) {
        Verdict verdict = new Faithful(PlainText.of(said)).apply(PlainText.of(answer));
        assertThat(verdict.<String>fold(fit -> fit.text(), unfit -> null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"HINT,碎花连衣裙,碎花连衣裙", "HINT,“碎花连衣裙”。,碎花连衣裙", "BADGE,雪纺,雪纺", "BADGE,V领,V领", "HINT,iPhone同款,iPhone同款"})
    void hintsAndBadgesAreWordsOfTheSource(ContentKind kind, String answer, String expected) {
        server.next(says(answer));
        assertThat(text(product(kind))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "HINT,复古连衣裙",
        "HINT,碎花 连衣裙",
        "HINT,法式碎花连衣裙女夏季iP",
        "BADGE,法式碎花连衣裙",
        "BADGE,真丝",
        "BADGE,Phone同款",
        "HINT,女装"
    })
    void hintsAndBadgesThatAreNotFail(ContentKind kind, String answer) {
        server.always(says(answer));
        Generation.Failed failed = failed(product(kind));
        assertThat(failed.fault()).isEqualTo(Fault.PROMPT);
        assertThat(failed.message()).contains("asked twice", kind.name());
    }

    @ParameterizedTest
    @EnumSource(ContentKind.class)
    void anEmptyAnswerIsNoAnswer(ContentKind kind) {
        server.always(says(" <think>怎么写好呢</think>\n "));
        boolean speech = kind == ContentKind.SCRIPT || kind == ContentKind.SUMMARY;
        Material material = speech ? new Material.Text(SPEECH) : DRESS;
        Generation.Failed failed =
                failed(generator.generate(Prompt.of("e", kind, material, 1)).join());
        assertThat(failed.fault()).isEqualTo(Fault.PROMPT);
        assertThat(failed.message()).contains("the answer is empty");
    }

    @Test
    void thinkingQuotesAndLineEndsComeOff() {
        server.next(says("<think>买家想要什么</think>\n“雪纺轻盈，\n夏天清爽。”\n"));
        assertThat(text(product(ContentKind.REASON))).isEqualTo("雪纺轻盈，夏天清爽。");
    }

    @Test
    void anAnswerThatRanIntoItsLimitEndsWithItsLastSentence() {
        server.next(says("雪纺轻盈透气。夏天穿着清爽。搭配一双", "length"));
        Generation cut = product(ContentKind.REASON);
        assertThat(text(cut)).isEqualTo("雪纺轻盈透气。夏天穿着清爽。");
        assertThat(notes(cut)).anyMatch(note -> note.contains("cut at the last sentence"));
    }

    @Test
    void anAnswerWithoutAWholeSentenceFailsAtTheLimit() {
        server.always(says("雪纺轻盈透气", "length"));
        assertThat(failed(product(ContentKind.REASON)).message()).contains("ran into its limit of 200 tokens");
        server.always(says("这款面料是纯棉的。", "length"));
        assertThat(failed(script(SPEECH)).fault()).isEqualTo(Fault.PROMPT);
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void whatTheServersFilterHoldsBackIsRejected() {
        server.always(says("", "content_filter"));
        assertThat(failed(product(ContentKind.REASON)).fault()).isEqualTo(Fault.REJECTED);
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void refusesWhatHoldsNothingOrIsOfTheWrongSort() {
        assertThat(((Generation.Refused) script(" \u200b\n")).reason())
                .isEqualTo(new Refusal.EmptySource(ContentKind.SCRIPT));
        Material.Product nothing = new Material.Product("", "", List.of());
        assertThat(((Generation.Refused) generator
                                .generate(Prompt.of("e", ContentKind.REASON, nothing, 1))
                                .join())
                        .reason())
                .isEqualTo(new Refusal.EmptySource(ContentKind.REASON));
        assertThat(((Generation.Refused) product(ContentKind.SUMMARY)).reason())
                .isInstanceOf(Refusal.UnsuitableMaterial.class);
        assertThat(server.seen()).isEmpty();
    }

    @Test
    void dropsAttributesFromTheLastAndSaysSo() throws IOException {
        List<Attribute> many = IntStream.range(0, 500)
                .mapToObj(i -> new Attribute("参数" + i, "数值" + i))
                .toList();
        Generation written = generator
                .generate(Prompt.of("m", ContentKind.REASON, new Material.Product("台灯", "", many), 1))
                .join();
        int sent = ChatServer.JSON
                .readTree(server.seen().get(0).user())
                .path("attributes")
                .size();
        assertThat(sent).isBetween(50, 499);
        assertThat(notes(written)).contains("dropped the last " + (500 - sent) + " attributes: no room");
    }
}
