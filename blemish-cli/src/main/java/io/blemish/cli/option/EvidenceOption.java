package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.KeptEvidence;
import io.blemish.model.ModelOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model file keeps of the training pictures for people to look at. */
@OptionGroup("Output")
final class EvidenceOption {
    @Option(
            names = "--evidence",
            paramLabel = "KIND",
            converter = Choices.Evidence.class,
            completionCandidates = Choices.Evidence.class,
            description = "What the model file keeps of the training pictures, to show what a region was compared with:"
                    + " ${COMPLETION-CANDIDATES} (default: thumbnails for the method views, and positions for the others,"
                    + " whose files stay as they were). Thumbnails are small copies of the pictures; positions are their names and places"
                    + " alone, where no picture of a part may lie in a file.")
    private @Nullable KeptEvidence evidence;

    /** The options with what is to be kept, if that was said. */
    ModelOptions.Builder over(final ModelOptions.Builder options) {
        return evidence == null ? options : options.evidence(evidence);
    }
}
