package io.m6flow.generator.m6;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {
    private static final Vocabulary VOCABULARY = Nano.folder().vocabulary();

    @ParameterizedTest
    @ValueSource(strings = {"这款连衣裙", "𠮷野家€龘 abc，Ω喆😀", "<eos>", "👩‍👩‍👧 \uffff", ""})
    void decodesWhatItEncoded(String text) {
        assertThat(VOCABULARY.decode(VOCABULARY.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<eos>", "<pad><bos><sep>", "<clean>", "<0x0A>", "<reserved_3>"})
    void textNeverBecomesAControlToken(String text) {
        int[] ids = VOCABULARY.encode(text);
        assertThat(ids).hasSize(text.length());
        assertThat(Arrays.stream(ids)).allMatch(id -> id >= 64);
    }

    @Test
    void eosInATitleStaysFiveCharacters() {
        assertThat(VOCABULARY.encode("裙<eos>")).hasSize(6).doesNotContain(VOCABULARY.control("<eos>"));
    }

    @Test
    void aCharacterOutsideTheTableIsOneUnitOfBytes() {
        assertThat(VOCABULARY.encode("😀")).hasSize(4);
        assertThat(VOCABULARY.encode("裙")).hasSize(1);
    }
}
