package io.m6flow.schema.registry;

/** A registry did not do its part: nothing is known about the schema, and nothing is wrong with the record. */
public class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryException(String message) {
        super(message);
    }
}
