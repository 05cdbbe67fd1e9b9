package io.blemish.cli.option;

import io.blemish.cli.terminal.Common;
import io.blemish.cli.terminal.OptionGroup;
import io.blemish.embedding.Embedding;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of memory banks, but for their search. */
@OptionGroup("Memory bank")
final class MemoryBankOptions {
    static final String EMBEDDING = "--embedding";
    static final String PATCH_SIZE = "--patch-size";
    static final String CORESET = "--coreset";
    static final String NEAREST = "--nearest";
    static final String NEIGHBORS = "--neighbors";
    static final String PROJECTION = "--projection";
    static final String MAX_BANK_ENTRIES = "--max-bank-entries";

    /** Those that views does not have. */
    static final List<String> OF_PATCHCORE = List.of(EMBEDDING, PROJECTION, NEAREST, NEIGHBORS);

    @Common
    @Option(
            names = CORESET,
            paramLabel = "SHARE",
            defaultValue = "0.01",
            description = "The share of all patches that the memory bank keeps, above 0 and at most 1 (default:"
                    + " ${DEFAULT-VALUE}; softpatch: 0.1; anomalydino: 1).")
    double coreset;

    @Option(
            names = MAX_BANK_ENTRIES,
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description =
                    "views, patchcore and mhpatchcore: the most patches that a memory bank keeps, however many a share of all would be (default: no limit;"
                            + " mhpatchcore: 1000).")
    private @Nullable Integer maxBankEntries;

    @Option(
            names = EMBEDDING,
            paramLabel = "VARIANT",
            defaultValue = "channel",
            converter = Choices.Embeddings.class,
            completionCandidates = Choices.Embeddings.class,
            description =
                    "patchcore and mhpatchcore: how feature maps become patches: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Embedding embedding;

    @Option(
            names = PATCH_SIZE,
            paramLabel = "P",
            converter = WholeNumber.Positive.class,
            defaultValue = "3",
            description =
                    "The side of the neighbourhood that a patch covers, in positions of a layer: odd, 1 to 9 (default:"
                            + " ${DEFAULT-VALUE}).")
    int patchSize;

    @Option(
            names = PROJECTION,
            paramLabel = "DIMENSIONS",
            defaultValue = "128",
            description =
                    "patchcore: in how many dimensions the coreset is chosen; 0: in all that the patches have (default:"
                            + " ${DEFAULT-VALUE}).")
    int projection;

    @Option(
            names = NEAREST,
            paramLabel = "K",
            converter = WholeNumber.Positive.class,
            defaultValue = "1",
            description =
                    "patchcore: the distance of a patch is the mean distance to its K nearest entries (default: ${DEFAULT-VALUE}).")
    int nearest;

    @Option(
            names = NEIGHBORS,
            paramLabel = "B",
            converter = WholeNumber.Positive.class,
            defaultValue = "9",
            description =
                    "patchcore and mhpatchcore: how many neighbours weight the score of a picture; 1: the score is not weighted (default:"
                            + " ${DEFAULT-VALUE}).")
    int neighbors;

    /** The most patches that a memory bank keeps; empty if it is not given. */
    Optional<Integer> maxBankEntries() {
        return Optional.ofNullable(maxBankEntries);
    }
}
