package io.blemish.opcua;

import io.blemish.BlemishException;
import io.blemish.model.Software;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.identity.AnonymousIdentityValidator;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A server of OPC UA that listens. */
final class EndpointServer implements AutoCloseable {
    private static final String PRODUCT = "urn:blemish";

    private final OpcUaServer server;
    private final KeyFolder keys;
    private final VerdictNamespace systems;

    private EndpointServer(final OpcUaServer server, final KeyFolder keys, final VerdictNamespace systems) {
        this.server = server;
        this.keys = keys;
        this.systems = systems;
    }

    /**
     * Begins to listen.
     *
     * @param address where
     * @param encrypted whether messages are signed and encrypted
     * @param login of the one user; everyone may read without one
     * @param folder of the key and the trusted certificates
     * @param nodes adds what is served
     * @throws BlemishException if the port is in use or a file cannot be used
     */
    static EndpointServer start(
            final EndpointAddress address,
            final boolean encrypted,
            final Optional<Login> login,
            final Path folder,
            final Function<OpcUaServer, VerdictNamespace> nodes) {
        address.requireFree();
        final KeyFolder keys = KeyFolder.open(folder, address);
        try {
            final OpcUaServer server = new OpcUaServer(
                    OpcUaServerConfig.builder()
                            .setApplicationName(LocalizedText.english("Blemish"))
                            .setApplicationUri(keys.applicationUri())
                            .setProductUri(PRODUCT)
                            .setBuildInfo(new BuildInfo(
                                    PRODUCT, "Blemish", "Blemish", Software.VERSION, "", DateTime.MIN_VALUE))
                            .setLimits(new ServerLimits())
                            .setCertificateManager(keys.manager())
                            .setIdentityValidator(login.<IdentityValidator>map(PasswordValidator::new)
                                    .orElse(AnonymousIdentityValidator.INSTANCE))
                            .setEndpoints(endpoints(address, encrypted, login.isPresent(), keys))
                            .build(),
                    profile -> new OpcTcpServerTransport(
                            OpcTcpServerTransportConfig.newBuilder().build()));
            return listening(server, keys, nodes);
        } catch (final CompletionException e) {
            keys.close();
            throw address.unusable(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (final RuntimeException e) {
            keys.close();
            throw e;
        }
    }

    private static EndpointServer listening(
            final OpcUaServer server, final KeyFolder keys, final Function<OpcUaServer, VerdictNamespace> nodes) {
        try {
            // Before it listens, so that no client sees a server without them.
            final EndpointServer started = new EndpointServer(server, keys, nodes.apply(server));
            server.startup().join();
            return started;
        } catch (final RuntimeException e) {
            server.shutdown().join();
            throw e;
        }
    }

    private static Set<EndpointConfig> endpoints(
            final EndpointAddress address, final boolean encrypted, final boolean hasUser, final KeyFolder keys) {
        final Set<EndpointConfig> endpoints = new LinkedHashSet<>();
        endpoints.add(builder(address, keys)
                .setPath(EndpointAddress.PATH)
                .setSecurityPolicy(encrypted ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None)
                .setSecurityMode(encrypted ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None)
                .addTokenPolicy(hasUser ? password() : anonymous())
                .build());
        if (encrypted) {
            // Tells which endpoints there are, and nothing else.
            endpoints.add(builder(address, keys)
                    .setPath(EndpointAddress.PATH + "/discovery")
                    .setSecurityPolicy(SecurityPolicy.None)
                    .setSecurityMode(MessageSecurityMode.None)
                    .build());
        }
        return endpoints;
    }

    private static EndpointConfig.Builder builder(final EndpointAddress address, final KeyFolder keys) {
        return EndpointConfig.newBuilder()
                .setBindAddress(address.bound().getHostAddress())
                .setBindPort(address.port())
                .setHostname(EndpointAddress.inAddress(address.publicHost()))
                .setCertificate(keys.certificate());
    }

    private static UserTokenPolicy anonymous() {
        return new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null);
    }

    /** The password is encrypted, also where messages are not. */
    private static UserTokenPolicy password() {
        return new UserTokenPolicy("user", UserTokenType.UserName, null, null, SecurityPolicy.Basic256Sha256.getUri());
    }

    /** What is served. */
    VerdictNamespace systems() {
        return systems;
    }

    @Override
    public void close() {
        try {
            server.shutdown().join();
        } finally {
            // After the subscriptions, which would ask them to end.
            closeNodes();
        }
    }

    private void closeNodes() {
        try {
            systems.shutdown();
            systems.vision().shutdown();
        } finally {
            keys.close();
        }
    }
}
