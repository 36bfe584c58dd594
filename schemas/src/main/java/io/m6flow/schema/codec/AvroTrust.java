package io.m6flow.schema.codec;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that our generated classes may be loaded, and bounds what a message may ask it to
 * allocate. Avro 1.12.2 refuses unknown classes; every function that meets our records calls
 * {@link #establish()} from a static initialiser, so that it also holds in a process that Flink
 * started.
 */
public final class AvroTrust {
    private static final String RECORDS = "io.m6flow.schema";

    /** No text or byte field is longer; a length prefix beyond it is a broken message, not a reason to allocate. */
    private static final String MAX_FIELD_BYTES = Integer.toString(8 * 1024 * 1024);

    static {
        // Read once when Avro's decoder class is loaded, so they are set before anything is decoded.
        System.setProperty("org.apache.avro.limits.bytes.maxLength", MAX_FIELD_BYTES);
        System.setProperty("org.apache.avro.limits.string.maxLength", MAX_FIELD_BYTES);
        System.setProperty("org.apache.avro.limits.collectionItems.maxLength", "1000000");
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals(RECORDS)));
    }

    private AvroTrust() {}

    /** Runs the static initialiser above, once a class loader. */
    public static void establish() {}
}
