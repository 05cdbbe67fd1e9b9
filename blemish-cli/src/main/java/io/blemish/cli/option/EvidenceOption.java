package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.model.KeptEvidence;
import picocli.CommandLine.Option;

/** What a model file keeps of the training pictures for people to look at. */
@OptionGroup("Output")
final class EvidenceOption {
    @Option(
            names = "--evidence",
            paramLabel = "KIND",
            defaultValue = "thumbnails",
            converter = Choices.Evidence.class,
            completionCandidates = Choices.Evidence.class,
            description =
                    "What the model file keeps of the training pictures, to show what a region was compared with:"
                            + " ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). Thumbnails are small copies of the"
                            + " pictures; positions are their names and places alone, where no picture of a part may lie"
                            + " in a file.")
    private KeptEvidence evidence;

    /** What is kept. */
    KeptEvidence evidence() {
        return evidence;
    }
}
