package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.padim.PadimOptions;
import io.blemish.detector.spade.SpadeOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which detector is fitted, and the options of PaDiM and SPADE. */
@OptionGroup("Method")
final class MethodOptions {
    static final String METHOD = "--method";

    @Common
    @Option(
            names = METHOD,
            paramLabel = "METHOD",
            defaultValue = "views",
            converter = Choices.Methods.class,
            completionCandidates = Choices.Methods.class,
            description =
                    "The detector: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, or patchcore if a preset or an"
                            + " option of patchcore alone is given).")
    private DetectorOptions method;

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

    /** The detector. The options of views and PatchCore are in {@link MemoryBankOptions}. */
    DetectorOptions method() {
        if (method instanceof PadimOptions && channels != null) {
            return new PadimOptions(channels);
        }
        if (method instanceof SpadeOptions && nearestPictures != null) {
            return new SpadeOptions(nearestPictures);
        }
        return method;
    }
}
