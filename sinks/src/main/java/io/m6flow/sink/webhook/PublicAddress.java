package io.m6flow.sink.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Tells addresses of the open internet from those that lead into somebody's own network. */
final class PublicAddress {
    /** What IANA lists as special purpose among IPv4; multicast and what follows it is left out by {@link #FIRST_MULTICAST}. */
    private static final List<Range> SPECIAL = List.of(
            Range.of("0.0.0.0", 8),
            Range.of("10.0.0.0", 8),
            // Shared by carriers, and where some clouds keep their metadata (100.100.100.200).
            Range.of("100.64.0.0", 10),
            Range.of("127.0.0.0", 8),
            // Link-local, with the metadata of most clouds (169.254.169.254).
            Range.of("169.254.0.0", 16),
            Range.of("172.16.0.0", 12),
            Range.of("192.0.0.0", 24),
            Range.of("192.0.2.0", 24),
            Range.of("192.88.99.0", 24),
            Range.of("192.168.0.0", 16),
            Range.of("198.18.0.0", 15),
            Range.of("198.51.100.0", 24),
            Range.of("203.0.113.0", 24));

    private static final int FIRST_MULTICAST = 224;

    /** An IPv4 network. */
    private record Range(int network, int bits) {
        static Range of(String address, int bits) {
            int network = 0;
            for (String part : address.split("\\.", -1)) {
                network = (network << 8) | Integer.parseInt(part);
            }
            return new Range(network, bits);
        }

        boolean holds(int address) {
            return (address ^ network) >>> (32 - bits) == 0;
        }
    }

    private PublicAddress() {}

    /**
     * Whether it is one of the open internet. Of IPv6 only global unicast without the ranges that embed an IPv4 address
     * or are set apart: what is not known to be public is not.
     */
    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int address = (word(bytes, 0) << 16) | word(bytes, 2);
        return (bytes[0] & 0xff) < FIRST_MULTICAST && SPECIAL.stream().noneMatch(range -> range.holds(address));
    }

    private static boolean isPublic6(byte[] bytes) {
        int first = word(bytes, 0);
        int second = word(bytes, 2);
        boolean globalUnicast = first >>> 13 == 1;
        // 2001::/23 holds Teredo and other protocols' own ranges, 2002::/16 is 6to4; the others are for documentation.
        boolean setApart = (first == 0x2001 && (second < 0x200 || second == 0xdb8))
                || first == 0x2002
                || (first == 0x3fff && second < 0x1000);
        return globalUnicast && !setApart;
    }

    private static int word(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
    }
}
