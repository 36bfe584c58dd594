package io.m6flow.job.writing;

import static org.assertj.core.api.Assertions.assertThat;

import io.m6flow.schema.ContentDraft;
import io.m6flow.schema.Kind;
import io.m6flow.schema.Source;
import java.time.Instant;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class UnchangedTypeTest {
    private static final WriteRequest REQUEST = WriteRequest.callingOff(ContentDraft.newBuilder()
            .setContentId("0".repeat(32))
            .setTenant("t")
            .setKind(Kind.REASON)
            .setSubject("p")
            .setSubjectRevision(1)
            .setOrderKey("t|p")
            .setSource(Source.newBuilder().setTitle("碎花裙").build())
            .setText("")
            .setCreatedAt(Instant.EPOCH)
            .build());

    private final TypeSerializer<WriteRequest> unchanged =
            WriteRequest.TYPE.createSerializer(new SerializerConfigImpl());
    private final TypeSerializer<WriteRequest> flinks =
            TypeInformation.of(WriteRequest.class).createSerializer(new SerializerConfigImpl());

    @Test
    void aCopyIsTheObjectItself() {
        assertThat(unchanged.copy(REQUEST)).isSameAs(REQUEST);
        assertThat(unchanged.duplicate().copy(REQUEST)).isSameAs(REQUEST);
    }

    @Test
    void whatEitherWritesTheOtherReads() throws Exception {
        assertThat(flinks.deserialize(new DataInputDeserializer(written(unchanged))))
                .isEqualTo(REQUEST);
        assertThat(unchanged.deserialize(new DataInputDeserializer(written(flinks))))
                .isEqualTo(REQUEST);
    }

    @Test
    void aSavepointHoldsNothingOfIt() {
        assertThat(unchanged.snapshotConfiguration()).hasSameClassAs(flinks.snapshotConfiguration());
        assertThat(unchanged
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(flinks.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
    }

    private static byte[] written(TypeSerializer<WriteRequest> serializer) throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(REQUEST, out);
        return out.getCopyOfBuffer();
    }
}
