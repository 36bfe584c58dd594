package io.m6flow.job.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.m6flow.schema.AsrSegment;
import io.m6flow.schema.DeadLetter;
import io.m6flow.schema.DeadLetterReason;
import io.m6flow.schema.EventOrigin;
import io.m6flow.schema.ProductEvent;
import io.m6flow.schema.codec.RecordCodec;
import io.m6flow.schema.registry.RegistryAwayException;
import io.m6flow.testkit.ProductEvents;
import io.m6flow.testkit.Speech;
import io.m6flow.testkit.TestTime;
import io.m6flow.testkit.registry.RegistryServer;
import java.util.Random;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;

class ReceptionTest {
    private static final EventOrigin ORIGIN = new EventOrigin("product.events", 3, 41L);

    @Test
    void anEventIsReceivedAsItWasSent() {
        ProductEvent event = ProductEvents.dress().build();
        Received<ProductEvent> received = receive(
                Reception.ofProducts(), RecordCodec.of(ProductEvent.class).encode(event));
        assertThat(received.accepted()).isEqualTo(event);
        assertThat(received.rejection()).isNull();
    }

    @Test
    void noBytesWhateverMakeItThrow() {
        Random random = new Random(7);
        byte[] good =
                RecordCodec.of(ProductEvent.class).encode(ProductEvents.dress().build());
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = good.clone();
            for (int hits = 0; hits <= i % 4; hits++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Received<ProductEvent> received = receive(Reception.ofProducts(), bytes);
            assertThat(received.event() == null).isNotEqualTo(received.rejection() == null);
        }
        assertThat(receive(Reception.ofProducts(), null).rejection().reason())
                .isEqualTo(DeadLetterReason.NOT_A_MESSAGE);
    }

    @Test
    void whatOnlyARegistryExplainsIsRefusedWithoutOneAndJudgedByOne() {
        try (RegistryServer registry = RegistryServer.start()) {
            ProductEvent event = ProductEvents.dress().build();
            byte[] framed = registry.format()
                    .encoder("product.events", ProductEvent.class)
                    .encode(event);
            Rejection rejection = receive(Reception.ofProducts(), framed).rejection();
            assertThat(rejection.reason()).isEqualTo(DeadLetterReason.NOT_A_MESSAGE);
            assertThat(rejection.message()).contains("set schema.registry.url");

            Reception<ProductEvent> reception = Reception.ofProducts().withFormat(registry.format());
            registry.away(503);
            assertThatThrownBy(() -> receive(reception, framed)).isInstanceOf(RegistryAwayException.class);
            registry.back();
            assertThat(receive(reception, framed).accepted()).isEqualTo(event);
        }
    }

    @Test
    void aSessionIdThatLeavesNoRoomForItsPassagesIsRefused() {
        AsrSegment segment =
                Speech.session("S".repeat(170)).says("话").segments().get(0);
        Received<AsrSegment> received =
                receive(Reception.ofSegments(), RecordCodec.of(AsrSegment.class).encode(segment));
        assertThat(received.rejection().reason()).isEqualTo(DeadLetterReason.INVALID);
        assertThat(received.rejection().message()).contains("170", "160");
    }

    @Test
    void aGiantIsKeptByItsDigest() {
        byte[] giant = new byte[RawEvent.MAX_KEPT_BYTES + 1];
        Received<ProductEvent> received = receive(Reception.ofProducts(), giant);
        DeadLetter letter =
                new Endings(() -> TestTime.NOW).deadLetter(received.raw(), received.rejection(), null, "", "");
        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.TOO_LARGE);
        assertThat(letter.getBytes().remaining()).isZero();
        assertThat(letter.getDigest()).hasSize(64);
        assertThat(letter.getSize()).isEqualTo(giant.length);
        assertThat(letter.getOrigin()).isEqualTo(ORIGIN);
    }

    private static <T extends SpecificRecordBase> Received<T> receive(Reception<T> reception, byte[] bytes) {
        return reception.receive(RawEvent.of(ORIGIN, TestTime.NOW, bytes), bytes);
    }
}
