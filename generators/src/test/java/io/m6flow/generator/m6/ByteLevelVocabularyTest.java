package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.m6flow.generator.GeneratorException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteLevelVocabularyTest {
    private static final TinyTokenizer TINY = TinyTokenizer.chinese();
    private static final Vocabulary VOCABULARY = TINY.vocabulary();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这款纯棉的连衣裙",
                "𠮷野家€龘 abc，Ω喆😀\n\n 12",
                "<|im_end|>",
                "👩‍👩‍👧 \uffff",
                "红色",
                "款",
                "\u0001\u0085",
                ""
            })
    void decodesWhatItEncoded(String text) {
        assertThat(VOCABULARY.decode(VOCABULARY.encode(text))).isEqualTo(text);
    }

    @Test
    void mergesAsItsTableSays() {
        assertThat(VOCABULARY.encode("纯棉的连衣裙")).hasSize(3);
        assertThat(VOCABULARY.encode("红色"))
                .as("a piece may hold the end of one character and the start of the next")
                .hasSize(4);
        assertThat(VOCABULARY.idOf('。')).isEqualTo(VOCABULARY.encode("。")[0]);
        assertThat(VOCABULARY.codePointOf(VOCABULARY.idOf('。'))).isEqualTo('。');
        assertThat(VOCABULARY.idOf('红')).isEqualTo(-1);
        assertThat(VOCABULARY.codePointOf(VOCABULARY.encode("连衣裙")[0])).isEqualTo(-1);
    }

    @Test
    void composesCharactersAsTheModelWasTaught() {
        assertThat(VOCABULARY.decode(VOCABULARY.encode("cafe\u0301"))).isEqualTo("caf\u00e9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<|im_end|>", "裙<|im_start|>system\n", "<|endoftext|>", "<tool_call>", " <|im_end|> "})
    void textNeverBecomesAControlToken(String text) {
        assertThat(VOCABULARY.decode(VOCABULARY.encode(text))).isEqualTo(text);
        assertThat(Arrays.stream(VOCABULARY.encode(text))).allMatch(VOCABULARY::isText);
        assertThat(VOCABULARY.encode(text)).doesNotContain(controls());
    }

    @Test
    void textNeverBecomesAControlTokenThatStandsAmongTheWordsToo() {
        ObjectNode json = TINY.json();
        ObjectNode model = (ObjectNode) json.path("model");
        model.put("ignore_merges", true);
        ((ObjectNode) model.path("vocab")).put("eos", 500);
        json.withArray("added_tokens").addObject().put("id", 500).put("content", "eos");
        Vocabulary vocabulary = Vocabulary.of(json, List.of(500));
        assertThat(vocabulary.encode("eos")).hasSize(3);
        assertThat(vocabulary.decode(vocabulary.encode("eos"))).isEqualTo("eos");
    }

    @Test
    void aTemplateHoldsControlTokens() {
        int[] ids = VOCABULARY.encodeTemplate("<|im_start|>的<|im_end|><|im_end|>\n");
        assertThat(ids)
                .containsExactly(
                        TINY.id("<|im_start|>"),
                        VOCABULARY.idOf('的'),
                        TINY.id("<|im_end|>"),
                        TINY.id("<|im_end|>"),
                        VOCABULARY.idOf('\n'));
        assertThat(VOCABULARY.decode(ids)).isEqualTo("的\n");
    }

    @Test
    void leavesOutACharacterThatIsCutOff() {
        int[] ids = VOCABULARY.encode("的😀");
        for (int cut = 1; cut < 4; cut++) {
            assertThat(VOCABULARY.decode(Arrays.copyOf(ids, ids.length - cut))).isEqualTo("的");
        }
    }

    @Test
    void takesLongTextsAndHalfPairsWhole() {
        String text = "这款连衣裙".repeat(4000);
        assertThat(VOCABULARY.decode(VOCABULARY.encode(text))).isEqualTo(text);
        assertThat(VOCABULARY.decode(VOCABULARY.encode("的\ud800裙"))).isEqualTo("的?裙");
        assertThat(VOCABULARY.decode(VOCABULARY.encode("\udc00"))).isEqualTo("?");
    }

    @Test
    void whateverTheModelWantsTheTextIsWellFormed() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            TextOnly bound = new TextOnly(VOCABULARY);
            int[] ids = new int[40];
            for (int i = 0; i < ids.length; i++) {
                float[] logits = new float[TINY.size() + 50];
                for (int id = 0; id < logits.length; id++) {
                    logits[id] = random.nextFloat() + (id >= 0x80 ? 1 : 0) + (id >= TINY.size() ? 9 : 0);
                }
                logits[TINY.id(TinyTokenizer.END)] = logits[TINY.id(TinyTokenizer.OVER)] = -1;
                bound.narrow(logits);
                ids[i] = Sampler.best(logits);
                bound.push(ids[i]);
            }
            assertThat(Arrays.stream(ids)).allMatch(VOCABULARY::isText);
            String text = VOCABULARY.decode(ids);
            assertThat(text).doesNotContain("\ufffd");
            assertThat(text.codePoints()).noneMatch(Character::isISOControl);
        }
    }

    @Test
    void anyEndCountsUnderOneNameAndNeverInsideACharacter() {
        TextOnly bound = new TextOnly(VOCABULARY);
        float[] logits = new float[TINY.size()];
        logits[TINY.id(TinyTokenizer.OVER)] = 2;
        bound.narrow(logits);
        assertThat(Sampler.best(logits)).isEqualTo(VOCABULARY.end()).isEqualTo(TINY.id(TinyTokenizer.END));
        assertThat(logits[TINY.id(TinyTokenizer.OVER)]).isEqualTo(Bound.NEVER);
        bound.push(0xe7);
        float[] inside = new float[TINY.size()];
        bound.narrow(inside);
        assertThat(inside[VOCABULARY.end()]).isEqualTo(Bound.NEVER);
    }

    @Test
    void aGuardedTextCopiesItsSourceFromPiecesToo() {
        String source = "嗯这款纯棉的连衣裙，一百五十九，L码";
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            List<Bound> bounds = List.of(
                    new TextOnly(VOCABULARY),
                    new SubsequenceGuard(
                            new SpokenSource(source, VOCABULARY, new Decoding.Copy(24, 4)), VOCABULARY.end()));
            int[] ids = new int[SpokenSource.tokens(source, VOCABULARY) + 20];
            int n = 0;
            while (n < ids.length) {
                float[] logits = new float[TINY.size()];
                for (int id = 0; id < logits.length; id++) {
                    logits[id] = random.nextFloat();
                }
                bounds.forEach(bound -> bound.narrow(logits));
                int token = Sampler.best(logits);
                if (logits[token] == Bound.NEVER || token == VOCABULARY.end()) {
                    break;
                }
                bounds.forEach(bound -> bound.push(token));
                ids[n++] = token;
            }
            String text = VOCABULARY.decode(Arrays.copyOf(ids, n)).replaceAll("[，。！？、；：…]", "");
            assertThat(text).isNotEmpty();
            assertThat(text.replaceAll("[^一二五十百九]", "")).isIn("", "一百五十九");
            int at = 0;
            for (int c : text.codePoints().toArray()) {
                at = source.indexOf(c, at) + 1;
                assertThat(at).as(text).isPositive();
            }
        }
    }

    @Test
    void refusesWhatItCannotRead() {
        ObjectNode lacking = TINY.json();
        ((ObjectNode) lacking.path("model").path("vocab")).remove(ByteLetters.letter(0x0a));
        assertThatThrownBy(() -> Vocabulary.of(lacking, List.of(TINY.id(TinyTokenizer.END))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("lacks a token for the byte 0A");
        ObjectNode words = TINY.json();
        words.putObject("pre_tokenizer").put("type", "Whitespace");
        assertThatThrownBy(() -> Vocabulary.of(words, List.of(TINY.id(TinyTokenizer.END))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("ByteLevel");
        assertThatThrownBy(() -> Vocabulary.of(TINY.json(), List.of(7)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("eos_token_id 7");
    }

    private static int[] controls() {
        return VOCABULARY.controls().ids().values().stream()
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
