package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions.Destination;
import io.blemish.server.delivery.Webhook;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The address that {@code serve} posts verdicts to. */
@OptionGroup("Verdicts for a webhook")
final class WebhookOptions {
    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Posts every verdict as JSON to this address, as often as it takes.")
    private @Nullable URI address;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = "The secret that signs what is posted; see docs/server.md.")
    private @Nullable Path secret;

    @Option(
            names = "--webhook-verdicts",
            paramLabel = "KIND",
            split = ",",
            hideParamSyntax = true,
            description = "Which verdicts are posted" + VerdictKinds.DESCRIPTION)
    private List<Decision> verdicts = new ArrayList<>();

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException if there is no address for the others
     * @throws io.blemish.BlemishException if the address or the secret cannot be used
     */
    Optional<Destination> destination() {
        if (address == null && (secret != null || !verdicts.isEmpty())) {
            throw new IllegalArgumentException("--webhook-secret-file and --webhook-verdicts go with --webhook.");
        }
        return Optional.ofNullable(address)
                .map(url -> VerdictKinds.destination(new Webhook(url, Optional.ofNullable(secret)), verdicts));
    }
}
