package io.m6flow.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private final RecordCodec<ProductEvent> codec = RecordCodec.of(ProductEvent.class);

    @Test
    void fillsTheDefaultsOfAnEventThatNamesOnlyWhatIsRequired() {
        ProductEvent event = codec.decode(codec.encode(dress()));
        assertThat(event.getOperation().name()).isEqualTo("UPSERT");
        assertThat(event.getRevision()).isNull();
        assertThat(event.getKinds()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNoMessage() {
        assertThat(reason(null)).contains("it is empty");
        assertThat(reason(new byte[0])).contains("it is empty");
        assertThat(reason("{\"productId\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .contains("marker C3 01");
        assertThat(reason(RecordCodec.of(AsrSegment.class).encode(segment()))).contains("fingerprint is unknown");
        byte[] whole = codec.encode(dress());
        assertThat(reason(Arrays.copyOf(whole, whole.length - 1))).contains("cut or broken");
    }

    @Test
    void refusesALengthThatTheBytesCannotHoldWithoutAllocatingIt() {
        byte[] bytes = Arrays.copyOf(codec.encode(dress()), 15);
        // A zig-zag varint of over two billion where the first text's length stands.
        bytes[10] = (byte) 0xFE;
        bytes[11] = (byte) 0xFF;
        bytes[12] = (byte) 0xFF;
        bytes[13] = (byte) 0xFF;
        bytes[14] = 0x0F;
        assertThat(reason(bytes)).contains("cut or broken");
    }

    @Test
    void decodeThrowsWithTheSameReason() {
        assertThatThrownBy(() -> codec.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(NotAMessageException.class)
                .hasMessageContaining("no ProductEvent");
    }

    @Test
    void encodingARecordWithoutARequiredFieldSaysSo() {
        assertThatThrownBy(() -> codec.encode(new ProductEvent()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set every required field");
    }

    @Property(tries = 500)
    void noBytesMakeItThrow(@ForAll("damaged") byte[] bytes) {
        Decoded<ProductEvent> decoded = codec.tryDecode(bytes);
        assertThat(decoded).isNotNull();
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        byte[] whole = codec.encode(dress());
        return Arbitraries.integers()
                .between(0, whole.length - 1)
                .flatMap(at -> Arbitraries.bytes().map(value -> {
                    byte[] copy = whole.clone();
                    copy[at] = value;
                    return copy;
                }));
    }

    private String reason(byte[] bytes) {
        return codec.tryDecode(bytes).fold(event -> "a message", reason -> reason);
    }

    private static ProductEvent dress() {
        return ProductEvent.newBuilder()
                .setProductId("P-1")
                .setMerchantId("M-1")
                .setTitle("连衣裙")
                .build();
    }

    private static AsrSegment segment() {
        return AsrSegment.newBuilder()
                .setSessionId("S-1")
                .setSequence(1)
                .setStartMillis(0)
                .setEndMillis(1)
                .setText("好")
                .setFinal$(true)
                .build();
    }
}
