package io.blemish.opcua;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where the endpoint listens.
 *
 * @param host as it was given
 * @param port from 1 to 65535
 * @param bound the address of the host
 */
record EndpointAddress(String host, int port, InetAddress bound) {
    /** What follows host and port in the address of the endpoint. */
    static final String PATH = "/blemish";

    private static final int USUAL_PORT = 4840;
    private static final int MOST_PORT = 65_535;

    /**
     * Reads an address.
     *
     * @throws BlemishException if it is of another form, or its host is unknown
     */
    static EndpointAddress of(final URI address) {
        final String path = String.valueOf(address.getPath());
        if (!"opc.tcp".equals(address.getScheme())
                || address.getHost() == null
                || address.getPort() == 0
                || address.getPort() > MOST_PORT
                || address.getUserInfo() != null
                || !(path.length() <= 1 || path.equals(PATH))
                || address.getQuery() != null) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The address for OPC UA must be opc.tcp://HOST:PORT, without a user name, a password or another path"
                            + " than " + PATH + ".");
        }
        final String host = address.getHost().replaceAll("[\\[\\]]", "");
        try {
            return new EndpointAddress(
                    host, address.getPort() < 0 ? USUAL_PORT : address.getPort(), InetAddress.getByName(host));
        } catch (final UnknownHostException e) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "The host " + host + " of the address for OPC UA is unknown. Give a name or an address of this"
                            + " machine, or 0.0.0.0 for all of its addresses.",
                    e);
        }
    }

    /** Whether only this machine can connect. */
    boolean isLoopback() {
        return bound.isLoopbackAddress();
    }

    /** The name under which clients connect. */
    String publicHost() {
        if (!bound.isAnyLocalAddress()) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (final UnknownHostException e) {
            return host;
        }
    }

    /** A host as it stands in an address: one of IPv6 in brackets, without which a client and the library misread what follows it. */
    static String inAddress(final String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /**
     * Requires that the port is free. The library tells of a port that is not only in the log.
     *
     * @throws BlemishException if it is in use, or the host is none of this machine
     */
    void requireFree() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(bound, port));
        } catch (final IOException e) {
            throw unusable(e);
        }
    }

    /** The refusal of an address that cannot be listened on. */
    BlemishException unusable(final Throwable cause) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "Port " + port + " on " + host + " cannot be listened on for OPC UA (" + cause.getMessage()
                        + "): another program may use it. Choose another address.",
                cause);
    }

    @Override
    public String toString() {
        return "opc.tcp://" + inAddress(host) + ":" + port + PATH;
    }
}
