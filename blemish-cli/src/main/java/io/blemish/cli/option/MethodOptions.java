package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.Method;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which detector is fitted, and the options of PaDiM and SPADE. */
@OptionGroup("Method")
final class MethodOptions {
    @Common
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "patchcore",
            converter = Choices.Methods.class,
            completionCandidates = Choices.Methods.class,
            description = "The detector: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Method method;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description =
                    "padim: how many channels are drawn from those of all layers (default: 100; 550 for a network with"
                            + " 1,792 or more).")
    private @Nullable Integer channels;

    @Option(
            names = "--nearest-pictures",
            paramLabel = "K",
            description = "spade: how many pictures of the gallery are compared patch by patch (default: 50).")
    private @Nullable Integer nearestPictures;

    /** The detector. */
    Method method() {
        if (method instanceof Method.Padim && channels != null) {
            return new Method.Padim(channels);
        }
        if (method instanceof Method.Spade && nearestPictures != null) {
            return new Method.Spade(nearestPictures);
        }
        return method;
    }
}
