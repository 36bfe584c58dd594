package io.m6flow.schema.registry;

/** A registry does not take a schema; asking again changes nothing. */
public final class SchemaRefusedException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(String message) {
        super(message);
    }
}
