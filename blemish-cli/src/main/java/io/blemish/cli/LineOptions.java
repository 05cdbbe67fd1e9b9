package io.blemish.cli;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.prediction.Decision;
import io.blemish.server.ServerOptions;
import io.blemish.server.delivery.Retries;
import io.blemish.server.models.ModelName;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code serve} is connected with: the other machines of a line. */
@OptionGroup("Line")
final class LineOptions {
    @Option(
            names = "--watch",
            paramLabel = "DIR=MODEL",
            split = "\n",
            hideParamSyntax = true,
            description =
                    "Judges by this model every picture that another program writes into this folder, and moves it to"
                            + " done/ or failed/ in it. May be given several times.")
    private List<String> watched = new ArrayList<>();

    @Option(
            names = "--watch-leave",
            description = "Leaves the pictures of watched folders where they are; none is judged twice.")
    private boolean leave;

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Posts every verdict as JSON to this address, as often as it takes.")
    private @Nullable URI webhook;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = "The secret that signs what is posted; see docs/server.md.")
    private @Nullable Path webhookSecret;

    @Option(
            names = "--webhook-verdicts",
            paramLabel = "KIND",
            split = ",",
            hideParamSyntax = true,
            description =
                    "Which verdicts are posted: ok, review, defect or several of them with commas between (default:"
                            + " all).")
    private List<Decision> webhookVerdicts = new ArrayList<>();

    /**
     * What the options say.
     *
     * @throws IllegalArgumentException if one of them is of another form
     */
    ServerOptions.Connections connections() {
        return new ServerOptions.Connections(
                watched.stream()
                        .filter(text -> !text.isBlank())
                        .map(this::folder)
                        .toList(),
                webhook());
    }

    private Optional<ServerOptions.WebhookOptions> webhook() {
        if (webhook == null) {
            if (webhookSecret != null || !webhookVerdicts.isEmpty()) {
                throw new IllegalArgumentException("--webhook-secret-file and --webhook-verdicts go with --webhook.");
            }
            return Optional.empty();
        }
        return Optional.of(new ServerOptions.WebhookOptions(
                webhook,
                Optional.ofNullable(webhookSecret),
                webhookVerdicts.isEmpty() ? EnumSet.allOf(Decision.class) : EnumSet.copyOf(webhookVerdicts),
                Retries.DEFAULT));
    }

    private ServerOptions.WatchedFolder folder(final String text) {
        // The last one, because a path may have others.
        final int sign = text.lastIndexOf('=');
        if (sign < 1) {
            throw wrong(text);
        }
        final ModelName model = ModelName.of(text.substring(sign + 1).strip()).orElseThrow(() -> wrong(text));
        try {
            return new ServerOptions.WatchedFolder(
                    Path.of(text.substring(0, sign).strip()), model, !leave);
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException(
                    "--watch '" + text + "' names no folder that can be: " + e.getMessage() + ".", e);
        }
    }

    private static IllegalArgumentException wrong(final String text) {
        return new IllegalArgumentException("--watch '" + text
                + "' is not DIR=MODEL, a folder and the name of a model, as in --watch /camera/1=part.");
    }
}
