package io.m6flow.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.registry.RegistryAwayException;
import io.m6flow.schema.registry.SchemaLookup;
import io.m6flow.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicDecoderTest {
    private final Listed registry = new Listed();
    private final TopicEncoder<ProductEvent> encoder =
            new TopicEncoder<>("product.events", ProductEvent.class, registry);
    private final TopicDecoder<ProductEvent> decoder = new TopicDecoder<>(ProductEvent.class, registry);

    /** Schemas in a list; the first has id 1. */
    private static final class Listed implements SchemaRegistry {
        private final List<Schema> schemas = new ArrayList<>();
        private final List<String> subjects = new ArrayList<>();
        private boolean away;

        @Override
        public int register(String subject, Schema schema) {
            subjects.add(subject);
            if (!schemas.contains(schema)) {
                schemas.add(schema);
            }
            return schemas.indexOf(schema) + 1;
        }

        @Override
        public SchemaLookup find(int id) {
            if (away) {
                throw new RegistryAwayException("away");
            }
            return id <= schemas.size()
                    ? new SchemaLookup.Found(schemas.get(id - 1))
                    : new SchemaLookup.Unusable("its schema id " + id + " is unknown");
        }
    }

    @Test
    void framesARecordWithTheIdOfItsSchema() {
        byte[] bytes = encoder.encode(dress());
        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 1);
        assertThat(decoder.decode(bytes)).isEqualTo(dress());
        assertThat(registry.subjects).containsOnly("product.events-value");
        assertThat(registry.schemas.get(0).toString()).doesNotContain("avro.java.string");
    }

    @Test
    void readsBothFormatsFromOneTopic() {
        byte[] selfDescribing = RecordCodec.of(ProductEvent.class).encode(dress());
        assertThat(decoder.decode(selfDescribing)).isEqualTo(decoder.decode(encoder.encode(dress())));
    }

    @Test
    void writesSelfDescribingBytesWithoutARegistry() {
        byte[] bytes = TopicFormat.SELF_DESCRIBING
                .encoder("product.events", ProductEvent.class)
                .encode(dress());
        assertThat(bytes).isEqualTo(RecordCodec.of(ProductEvent.class).encode(dress()));
        assertThat(TopicFormat.SELF_DESCRIBING.decoder(ProductEvent.class).decode(bytes))
                .isEqualTo(dress());
    }

    @Test
    void asksForARegistryOnlyWhereARecordNeedsIt() {
        TopicDecoder<ProductEvent> alone = TopicFormat.SELF_DESCRIBING.decoder(ProductEvent.class);
        assertThat(reason(alone, encoder.encode(dress())))
                .isEqualTo("no ProductEvent: its schema has the id 1 in a registry, and none is configured here; set"
                        + " schema.registry.url, or write it with Avro's single-object encoding");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            00             ~ is cut before its schema's id ends
            00000000       ~ is cut before its schema's id ends
            0000000000     ~ but 0 is no schema's id
            0000000000C8   ~ but 0 is no schema's id
            00FFFFFFFF04   ~ but -1 is no schema's id
            0080000000     ~ but -2147483648 is no schema's id
            007FFFFFFF     ~ its schema id 2147483647 is unknown
            0000000002     ~ its schema id 2 is unknown
            0000000001     ~ its body is no record of its schema (id 1), or is cut or broken
            01000000010A   ~ does not begin with the Avro single-object marker
            FF000000010A   ~ does not begin with the Avro single-object marker
            C3             ~ does not begin with the Avro single-object marker
            """)
    void saysWhatIsWrongOnBothSidesOfEveryLimit(String hex, String expected) {
        encoder.register();
        assertThat(reason(decoder, HexFormat.of().parseHex(hex)))
                .startsWith("no ProductEvent: ")
                .contains(expected);
    }

    @Test
    void everyCutAndEveryAdditionIsNoticed() {
        byte[] whole = encoder.encode(dress());
        for (int length = 5; length < whole.length; length++) {
            assertThat(reason(decoder, Arrays.copyOf(whole, length))).contains("cut or broken");
        }
        assertThat(reason(decoder, Arrays.copyOf(whole, whole.length + 1)))
                .contains("more follows where a record of its schema (id 1) ends");
        assertThat(decoder.decode(whole)).isEqualTo(dress());
    }

    @Test
    void readsWhatALaterVersionWroteAsFarAsItKnowsIt() {
        Schema later = changed(
                "{\"name\":\"merchantId\",\"type\":\"string\"}",
                "{\"name\":\"colour\",\"type\":\"string\"},{\"name\":\"merchantId\",\"type\":\"string\"}");
        GenericRecord record = blank(later).set("colour", "红").build();
        assertThat(decoder.decode(written(later, record))).isEqualTo(dress());
    }

    @Test
    void fillsWhatAnEarlierVersionDidNotHave() {
        Schema earlier = changed(",{\"name\":\"category\",\"type\":[\"null\",\"string\"],\"default\":null}", "");
        assertThat(decoder.decode(written(earlier, blank(earlier).build()))).isEqualTo(dress());
    }

    @Test
    void refusesASchemaThatDoesNotFitAndNamesTheField() {
        Schema other = changed("{\"name\":\"title\",\"type\":\"string\"}", "{\"name\":\"titel\",\"type\":\"string\"}");
        GenericRecord record = new GenericRecordBuilder(other)
                .set("productId", "P-1")
                .set("merchantId", "M-1")
                .set("titel", "连衣裙")
                .build();
        byte[] bytes = written(other, record);
        String expected = "no ProductEvent: its schema (id 1) does not fit ours: field \"title\" is missing and has no"
                + " default; write it with a compatible schema";
        assertThat(reason(decoder, bytes)).isEqualTo(expected);
        registry.away = true;
        assertThat(reason(decoder, bytes)).isEqualTo(expected);
    }

    @Test
    void aRecordOfAnotherTopicIsRefusedByItsName() {
        var segments = new TopicEncoder<>("asr.segments", AsrSegment.class, registry);
        byte[] segment = segments.encode(AsrSegment.newBuilder()
                .setSessionId("S-1")
                .setSequence(1)
                .setStartMillis(0)
                .setEndMillis(1)
                .setText("好")
                .setFinal$(true)
                .build());
        assertThat(reason(decoder, segment))
                .contains("it is a io.m6flow.schema.AsrSegment where a io.m6flow.schema.ProductEvent is read");
    }

    @Test
    void judgesNoRecordWhileTheRegistryIsAway() {
        byte[] bytes = encoder.encode(dress());
        registry.away = true;
        assertThatThrownBy(() -> decoder.tryDecode(bytes)).isInstanceOf(RegistryAwayException.class);
        registry.away = false;
        assertThat(decoder.decode(bytes)).isEqualTo(dress());
        registry.away = true;
        assertThat(decoder.decode(bytes)).as("known by now").isEqualTo(dress());
    }

    @Property(tries = 500)
    void noBytesBehindAKnownIdMakeItThrow(@ForAll("damaged") byte[] bytes) {
        encoder.register();
        assertThat(decoder.tryDecode(bytes)).isNotNull();
    }

    @Property(tries = 500)
    void noBytesAtAllMakeItThrow(@ForAll byte[] bytes) {
        assertThat(decoder.tryDecode(bytes)).isNotNull();
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        byte[] whole = encoder.encode(dress());
        return Arbitraries.integers()
                .between(0, whole.length - 1)
                .flatMap(at -> Arbitraries.bytes().map(value -> {
                    byte[] copy = whole.clone();
                    copy[at] = value;
                    return copy;
                }));
    }

    private static String reason(TopicDecoder<ProductEvent> decoder, byte[] bytes) {
        return decoder.tryDecode(bytes).fold(event -> "a message", reason -> reason);
    }

    private static Schema changed(String ours, String theirs) {
        String json = PlainSchema.of(ProductEvent.class).toString();
        assertThat(json).contains(ours);
        return new Schema.Parser().parse(json.replace(ours, theirs));
    }

    private static GenericRecordBuilder blank(Schema schema) {
        return new GenericRecordBuilder(schema)
                .set("productId", "P-1")
                .set("merchantId", "M-1")
                .set("title", "连衣裙");
    }

    private byte[] written(Schema schema, GenericRecord record) {
        int id = registry.register("product.events-value", schema);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            BinaryEncoder body = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(schema).write(record, body);
            body.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProductEvent dress() {
        return ProductEvent.newBuilder()
                .setProductId("P-1")
                .setMerchantId("M-1")
                .setTitle("连衣裙")
                .build();
    }
}
