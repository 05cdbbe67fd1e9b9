package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Retries;
import io.blemish.server.delivery.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The endpoint of OPC UA at which {@code serve} has verdicts. */
@OptionGroup("Verdicts for OPC UA")
final class OpcUaOptions {
    /** A client that comes back acknowledges at once, and is not to wait for minutes. */
    private static final Retries OFTEN = new Retries(
            Duration.ofSeconds(1), Duration.ofSeconds(1), Retries.DEFAULT.refusals(), Retries.DEFAULT.patience());

    /** As in the settings, whose module may be absent if no option names it. */
    private enum Security {
        NONE,
        ENCRYPT
    }

    @Option(
            names = "--opcua",
            paramLabel = "URL",
            description =
                    "Serves every verdict to clients of OPC UA as a result of Machine Vision (OPC 40100-1) at this"
                            + " address of this machine: opc.tcp://HOST:PORT.")
    private @Nullable URI address;

    @Option(
            names = "--opcua-security",
            paramLabel = "KIND",
            hideParamSyntax = true,
            description =
                    "encrypt: messages are signed and encrypted, and the certificate of each client must be trusted; none:"
                            + " neither (default: none on a loopback address, otherwise encrypt).")
    private @Nullable Security security;

    @Option(names = "--opcua-user", paramLabel = "NAME", description = "The user that each client must be.")
    private @Nullable String user;

    @Option(names = "--opcua-password-file", paramLabel = "FILE", description = "The password of that user.")
    private @Nullable Path password;

    @Option(
            names = "--opcua-acknowledge",
            description = "Keeps each verdict in the outbox until a client has acknowledged it.")
    private boolean acknowledge;

    @Option(
            names = "--opcua-verdicts",
            paramLabel = "KIND",
            split = ",",
            hideParamSyntax = true,
            description = "Which verdicts are served" + VerdictKinds.DESCRIPTION)
    private List<Decision> verdicts = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is no address for the others, or a user without a password or the other way around
     * @throws io.blemish.BlemishException if the address or the password cannot be used
     */
    Optional<Destination> destination() {
        if ((password == null) != (user == null)) {
            throw new IllegalArgumentException("--opcua-user and --opcua-password-file go together.");
        }
        if (address == null && (security != null || user != null || acknowledge || !verdicts.isEmpty())) {
            throw new IllegalArgumentException("The options --opcua-… go with --opcua.");
        }
        return Optional.ofNullable(address).map(this::destination);
    }

    private Destination destination(final URI url) {
        final Target endpoint = OpcUaTarget.of(
                url,
                Optional.ofNullable(security).map(Enum::name),
                Optional.ofNullable(user),
                Optional.ofNullable(password),
                acknowledge);
        return VerdictKinds.destination(endpoint, verdicts, OFTEN);
    }
}
