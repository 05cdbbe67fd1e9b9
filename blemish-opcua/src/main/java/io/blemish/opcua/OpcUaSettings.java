package io.blemish.opcua;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where clients of OPC UA connect, and who may.
 *
 * @param address {@code opc.tcp://HOST:PORT}, a name or an address of this machine; without a port, 4840
 * @param security of connections; by default none on a loopback address, and signed and encrypted on every other
 * @param user a name that clients must give; without one, every client that may connect may read
 * @param password the file of the user's password
 * @param acknowledge whether a verdict counts as delivered only when a client has acknowledged it
 */
public record OpcUaSettings(
        URI address, Optional<Security> security, Optional<String> user, Optional<Path> password, boolean acknowledge) {
    /** The security of connections. */
    public enum Security {
        /** Everyone who reaches the port can read along. */
        NONE,
        /** Policy Basic256Sha256: messages are signed and encrypted, and the certificate of each client must be trusted. */
        ENCRYPT
    }

    /**
     * The usual security, without a user, and without acknowledgement.
     *
     * @param address where to listen
     */
    public OpcUaSettings(final URI address) {
        this(address, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }
}
