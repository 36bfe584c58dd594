package io.m6flow.sink.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The addresses of an endpoint's host, found once for each attempt and refused if one of them is not public. The client
 * connects to what this answers and asks nobody else, so that a name which leads elsewhere a moment later leads nowhere;
 * TLS still asks for the name's certificate. Thread-safe.
 */
final class CheckedAddresses implements DnsResolver {
    private final NameLookup lookup;
    private final boolean privateAllowed;

    /** The name leads where nothing is sent. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String message) {
            super(message);
        }
    }

    CheckedAddresses(NameLookup lookup, boolean privateAllowed) {
        this.lookup = lookup;
        this.privateAllowed = privateAllowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookup.find(host);
        if (!privateAllowed) {
            for (InetAddress address : found) {
                if (!PublicAddress.is(address)) {
                    throw new RefusedAddressException(host + " is at " + address.getHostAddress()
                            + ", which is not public; allow it with private: true if that is meant");
                }
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
