package io.blemish.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** The network that failures of an address are counted for: who has one address of IPv6 has the 2^64 of its network. */
final class SenderNetwork {
    /** The first 64 bits, which a provider gives to one customer at least (RFC 6177). */
    private static final int BYTES = 8;

    private SenderNetwork() {}

    /** The first half of an address of IPv6; another address as it is. */
    static String of(final String address) {
        // Only a literal has a colon, so that no name is looked up.
        if (!address.contains(":")) {
            return address;
        }
        try {
            return InetAddress.getByName(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), BYTES)) + "::/64"
                    : address;
        } catch (final UnknownHostException e) {
            return address;
        }
    }
}
