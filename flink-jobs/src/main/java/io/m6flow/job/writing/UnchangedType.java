package io.m6flow.job.writing;

import io.m6flow.schema.codec.AvroTrust;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of objects that nobody changes once they are handed on: Flink's own, but that a copy is the object itself.
 * The asynchronous operator keeps what it is given, and would copy all of it for that.
 */
final class UnchangedType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    static {
        AvroTrust.establish();
    }

    private final TypeInformation<T> flinks;

    private UnchangedType(TypeInformation<T> flinks) {
        this.flinks = flinks;
    }

    static <T> TypeInformation<T> ofUnchanged(Class<T> type) {
        return new UnchangedType<>(TypeInformation.of(type));
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new UnchangedSerializer<>(flinks.createSerializer(config));
    }

    @Override
    public boolean isBasicType() {
        return flinks.isBasicType();
    }

    @Override
    public boolean isTupleType() {
        return flinks.isTupleType();
    }

    @Override
    public int getArity() {
        return flinks.getArity();
    }

    @Override
    public int getTotalFields() {
        return flinks.getTotalFields();
    }

    @Override
    public Class<T> getTypeClass() {
        return flinks.getTypeClass();
    }

    @Override
    public boolean isKeyType() {
        return flinks.isKeyType();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof UnchangedType;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnchangedType<?> that && flinks.equals(that.flinks);
    }

    @Override
    public int hashCode() {
        return Objects.hash(UnchangedType.class, flinks);
    }

    @Override
    public String toString() {
        return "unchanged " + flinks;
    }
}
