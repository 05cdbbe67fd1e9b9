package io.blemish.cli.option;

import io.blemish.ErrorCode;
import io.blemish.ModelException;
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
                            + " well. It is for graphics cards; on cpu it is slower but for small banks. Verdicts are the"
                            + " same if the search is exact, and scores but for rounding. A model that cannot be exported is refused.")
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
        if (!wholeGraph) {
            return Model.open(file, options);
        }
        try {
            return new ModelExport(file, options).openWholeGraph();
        } catch (final ModelException e) {
            if (e.code() != ErrorCode.MODEL_NOT_EXPORTABLE) {
                throw e;
            }
            throw new ModelException(e.code(), e.getMessage() + " Without --whole-graph the model judges as it is.", e);
        }
    }
}
