package io.blemish.cli;

import io.blemish.opcua.OpcUaEndpoint;
import io.blemish.opcua.OpcUaSettings;
import io.blemish.server.delivery.Target;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Makes the endpoint of OPC UA. It is no part of the options, which are read also where somebody has taken the module away. */
final class OpcUaTarget {
    private OpcUaTarget() {}

    static Target of(
            final URI address,
            final Optional<String> security,
            final Optional<String> user,
            final Optional<Path> password,
            final boolean acknowledge) {
        return new OpcUaEndpoint(
                new OpcUaSettings(address, security.map(OpcUaSettings.Security::valueOf), user, password, acknowledge));
    }
}
