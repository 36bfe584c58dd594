package io.m6flow.job.writing;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes and reads as another serializer does; a copy is the object itself. In a savepoint it leaves no trace: what it wrote is
 * restored by the other one, and the other way round. Confined to one thread, as all of Flink's are.
 */
final class UnchangedSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final TypeSerializer<T> flinks;

    UnchangedSerializer(TypeSerializer<T> flinks) {
        this.flinks = flinks;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new UnchangedSerializer<>(flinks.duplicate());
    }

    @Override
    public T createInstance() {
        return flinks.createInstance();
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return flinks.getLength();
    }

    @Override
    public void serialize(T object, DataOutputView target) throws IOException {
        flinks.serialize(object, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return flinks.deserialize(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return flinks.deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        flinks.copy(source, target);
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return flinks.snapshotConfiguration();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnchangedSerializer<?> that && flinks.equals(that.flinks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(UnchangedSerializer.class, flinks);
    }
}
