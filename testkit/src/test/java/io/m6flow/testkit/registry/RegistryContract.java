package io.m6flow.testkit.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.TopicDecoder;
import io.m6flow.schema.codec.TopicFormat;
import io.m6flow.schema.registry.RegistrySettings;
import io.m6flow.schema.registry.SchemaLookup;
import io.m6flow.schema.registry.SchemaRefusedException;
import io.m6flow.schema.registry.SchemaRegistry;
import io.m6flow.schema.registry.SharedRegistries;
import io.m6flow.testkit.ProductEvents;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What our readers and writers count on, of a registry in this process and of a real one. Each test has a topic of its own. */
abstract class RegistryContract {
    private final String topic = "topic-" + UUID.randomUUID();

    /** Where a registry listens that checks BACKWARD. */
    abstract URI url();

    @Test
    void whatIsWrittenIsReadWithTheIdThatTheRegistryGave() {
        ProductEvent event = ProductEvents.dress().build();
        byte[] written = format().encoder(topic, ProductEvent.class).encode(event);
        byte[] again = format().encoder(topic, ProductEvent.class).encode(event);
        assertThat(written).isEqualTo(again).startsWith(0);
        assertThat(decoder().decode(written)).isEqualTo(event);
        int id = ByteBuffer.wrap(written, 1, 4).getInt();
        assertThat(registry().find(id)).isInstanceOf(SchemaLookup.Found.class);
    }

    @Test
    void aLaterVersionWithADefaultIsTakenAndGetsAnIdOfItsOwn() {
        int first = registry().register(topic + "-value", coat("{\"name\":\"title\",\"type\":\"string\"}"));
        int second = registry()
                .register(
                        topic + "-value",
                        coat("{\"name\":\"title\",\"type\":\"string\"},"
                                + "{\"name\":\"colour\",\"type\":\"string\",\"default\":\"\"}"));
        assertThat(second).isNotEqualTo(first);
        assertThat(registry().register(topic + "-value", coat("{\"name\":\"title\",\"type\":\"string\"}")))
                .isEqualTo(first);
    }

    @Test
    void aVersionThatCannotReadTheOneBeforeIsRefusedWithTheFieldsName() {
        registry().register(topic + "-value", coat("{\"name\":\"title\",\"type\":\"string\"}"));
        Schema changed = coat("{\"name\":\"title\",\"type\":\"int\"}");
        assertThatThrownBy(() -> registry().register(topic + "-value", changed))
                .isInstanceOf(SchemaRefusedException.class)
                .hasMessageContaining("does not take our schema of " + topic + "-value")
                .hasMessageContaining("in version 1 field \"title\" is string where int is read");
    }

    @Test
    void anIdThatNobodyRegisteredIsToldFromARegistryThatIsAway() {
        byte[] made = ByteBuffer.allocate(6).put((byte) 0).putInt(2_000_000_000).array();
        String reason = decoder().tryDecode(made).fold(event -> "a message", why -> why);
        assertThat(reason).contains("its schema id 2000000000 is unknown to the registry at " + url());
    }

    private static Schema coat(String fields) {
        return new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"Coat\",\"fields\":[" + fields + "]}");
    }

    private TopicDecoder<ProductEvent> decoder() {
        return format().decoder(ProductEvent.class);
    }

    private TopicFormat format() {
        return TopicFormat.registeredAt(RegistrySettings.at(url()));
    }

    private SchemaRegistry registry() {
        return SharedRegistries.at(RegistrySettings.at(url()));
    }
}
