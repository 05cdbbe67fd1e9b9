package io.blemish.cli.option;

import io.blemish.cli.terminal.OptionGroup;
import io.blemish.export.ModelExport;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Whether a model judges pictures step by step or as one graph. */
@OptionGroup("Speed and memory")
public final class WholeGraphOption {
    @Option(
            names = "--whole-graph",
            description =
                    "Run the model as the graph that 'blemish export' writes, with memory bank, search and map on the device as"
                            + " well. It is for graphics cards; on cpu it is slower as a rule. Verdicts are the same, and"
                            + " scores but for rounding. A model that cannot be exported is refused.")
    private boolean wholeGraph;

    /** Whether models are run as one graph. */
    public boolean wholeGraph() {
        return wholeGraph;
    }

    /**
     * Opens a model as the option says.
     *
     * @param options how to run it
     */
    public Model open(final Path file, final OpenOptions options) {
        return wholeGraph ? new ModelExport(file, options).openWholeGraph() : Model.open(file, options);
    }
}
