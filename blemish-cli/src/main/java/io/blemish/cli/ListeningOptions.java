package io.blemish.cli;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.server.ServerOptions;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where {@code serve} listens, and who may use the server. */
@OptionGroup("Address and access")
final class ListeningOptions {
    private static final int HIGHEST_PORT = 65_535;

    @Common
    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
    private String host = "127.0.0.1";

    @Common
    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The port to listen on; 0 takes any free one (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Common
    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "The programs that may use the server: a role (operator, engineer or admin) and a token on each"
                            + " line. It, --users or --oidc-issuer is required for every address that other machines can reach.")
    private @Nullable Path tokens;

    @Common
    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "The people who may sign in to the server, as 'blemish user add' writes them.")
    private @Nullable Path users;

    @Common
    @Option(names = "--tls-cert", paramLabel = "FILE", description = "The certificate and its chain, in PEM.")
    private @Nullable Path certificate;

    @Common
    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "The key of the certificate: PKCS #8 in PEM, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--management-port",
            paramLabel = "N",
            description =
                    "A second port for /health/live, /health/ready and /metrics alone, over HTTP and without a token;"
                            + " 0 takes any free one (default: none).")
    private @Nullable Integer managementPort;

    @Option(
            names = "--management-host",
            paramLabel = "NAME",
            description = "The address of that port (default: that of --host).")
    private @Nullable String managementHost;

    @Mixin
    private OidcOptions oidc;

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if they contradict each other
     * @throws io.blemish.BlemishException if the issuer cannot be one
     */
    ServerOptions.Listening listening() {
        checkPort("--port", port);
        return new ServerOptions.Listening(
                host,
                port,
                Optional.ofNullable(tokens),
                Optional.ofNullable(users),
                certificate(),
                management(),
                oidc.settings(),
                oidc.publicAddress());
    }

    private static void checkPort(final String option, final int port) {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(option + " must be from 0 to " + HIGHEST_PORT + ".");
        }
    }

    private Optional<ServerOptions.Management> management() {
        if (managementPort == null) {
            if (managementHost != null) {
                throw new IllegalArgumentException("--management-host goes with --management-port.");
            }
            return Optional.empty();
        }
        checkPort("--management-port", managementPort);
        return Optional.of(
                new ServerOptions.Management(managementHost == null ? host : managementHost, managementPort));
    }

    private Optional<ServerOptions.Certificate> certificate() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together.");
        }
        return Optional.of(new ServerOptions.Certificate(certificate, key));
    }
}
