package io.m6flow.schema.registry;

/** A registry cannot be reached, or is not able to answer now; later may go better. */
public final class RegistryAwayException extends RegistryException {
    private static final long serialVersionUID = 1L;

    public RegistryAwayException(String message) {
        super(message);
    }
}
