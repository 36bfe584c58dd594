package io.m6flow.review.web;

import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else who knows our people: they sign in there and come back with a proof. A provider that cannot be
 * reached is an {@link UnreachableException}; everything else is a value. Thread-safe.
 */
public interface IdentityProvider {

    /**
     * A sign-in that has begun; the browser keeps its secrets until it comes back.
     *
     * @param address where the browser goes to sign in
     * @param state must come back with the browser
     * @param nonce must come back in the proof
     * @param verifier shows to the provider that whoever began is who ends
     */
    record Attempt(URI address, String state, String nonce, String verifier) {}

    /** What came of a sign-in. */
    sealed interface Outcome {
        record SignedIn(Principal principal) implements Outcome {}

        /** The proof is not good, or there is none. The reason is for the log and the reader, and holds no secret. */
        record Refused(String reason) implements Outcome {}

        /** The person is who it is, but has nothing to do here. */
        record NoRole(String reason) implements Outcome {}

        default <R> R fold(Function<SignedIn, R> signedIn, Function<Refused, R> refused, Function<NoRole, R> noRole) {
            if (this instanceof SignedIn it) {
                return signedIn.apply(it);
            } else if (this instanceof Refused it) {
                return refused.apply(it);
            }
            return noRole.apply((NoRole) this);
        }
    }

    /**
     * Begins a sign-in.
     *
     * @param callback our own address to which the browser comes back
     */
    Attempt begin(URI callback);

    /**
     * Ends a sign-in.
     *
     * @param answer the address with which the browser came back, with its query
     * @param state of the attempt that this browser began
     * @param nonce of that attempt
     * @param verifier of that attempt
     */
    Outcome finish(URI callback, URI answer, String state, String nonce, String verifier);

    /** The provider did not answer, or answered nonsense. */
    final class UnreachableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public UnreachableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
