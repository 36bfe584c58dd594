package io.m6flow.sink.webhook;

import java.net.URI;
import java.util.List;

/**
 * Somebody else's system that is told what happens here.
 *
 * @param url where it listens: https, or also http where private addresses are allowed
 * @param secrets each message is signed with all of them, so that the receiver may change from one to the next
 * @param subscription what it is told
 * @param privateAddresses whether it may listen on a private, loopback or otherwise special address
 */
public record Endpoint(
        EndpointName name, URI url, List<SigningSecret> secrets, Subscription subscription, boolean privateAddresses) {
    public Endpoint {
        boolean encrypted = "https".equals(url.getScheme());
        if (!encrypted && !("http".equals(url.getScheme()) && privateAddresses)) {
            throw new IllegalArgumentException(
                    "the url of " + name
                            + " must begin with https:// (http:// goes only with private: true, inside a network of one's own)");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the url of " + name + " must name a host, and neither user, password nor fragment");
        }
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException(name + " has no secret; give it one, " + SigningSecret.PREFIX
                    + " and the Base64 of 24 to 64 random bytes");
        }
        secrets = List.copyOf(secrets);
    }

    /** Scheme, host and port: the rest of the url may hold what only the receiver should know. */
    public String origin() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Without path, query and secrets. */
    @Override
    public String toString() {
        return "Endpoint[" + name + " at " + origin() + "]";
    }
}
