package io.blemish.export;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Precision;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.model.ModelDescription;
import io.blemish.model.ModelParts;
import io.blemish.model.OpenOptions;
import io.blemish.onnx.OnnxGraph;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Writes models as graphs, and compares graphs with their models. Nothing takes the name of a graph that does not judge as the
 * model does.
 *
 * @param file the model
 * @param open how to run the model, and its networks if it does not contain them
 */
public record ModelExport(Path file, OpenOptions open) {
    /**
     * Writes the model as one graph.
     *
     * @param target the name of the graph's file
     * @param options of the graph
     * @param pictures to compare graph and model on; without any, training pictures whose files are there under the names that
     *     the model keeps, or made-up ones
     * @param progress hears how far the comparison is
     * @return how graph and model compare
     * @throws BlemishException if the model cannot be opened or be a graph, if a picture cannot be judged, if the graph judges
     *     otherwise, or if the file cannot be written
     */
    public CheckSummary write(
            final Path target, final ExportOptions options, final List<Picture> pictures, final Progress progress) {
        try (Workers workers = new Workers(open.execution().threads());
                ModelParts parts = ModelParts.open(file, open.backbones(), workers)) {
            final Size size = inputSize(parts);
            final OnnxGraph graph =
                    new ModelGraph(parts, size, options).build(GraphNotes.of(parts, hash(), size, options));
            final CheckSummary[] summary = new CheckSummary[1];
            AtomicFile.write(target, temporary -> {
                write(graph, temporary);
                summary[0] = check(temporary, pictures, progress);
            });
            return summary[0];
        }
    }

    /**
     * Opens the model to judge pictures by its graph, which is made in memory: on a graphics card the memory bank is searched there
     * too. Verdicts are those of the model, and scores and maps within rounding, see {@link #write}; they are not compared here.
     * The graph is the model's alone, with its network and its bank, whatever other models are open.
     *
     * @return the model, to be closed by the caller
     * @throws BlemishException if the model cannot be opened or be a graph, or if the device cannot run it
     */
    public Model openWholeGraph() {
        return Model.open(file, open, parts -> new ModelGraph(parts, inputSize(parts), ExportOptions.DEFAULT).whole());
    }

    /** The size of the graph's pictures, if the model can be a graph. */
    private Size inputSize(final ModelParts parts) {
        requireWholePictures(parts.description());
        requireNoAlignment(parts.description());
        requireExactNetworks(parts.description());
        requireFixedMask(parts.description());
        return parts.inputSize()
                .orElseThrow(() -> new ModelException(
                        ErrorCode.MODEL_NOT_EXPORTABLE,
                        "Model " + file + " takes pictures of any proportions, and a graph takes one size."
                                + " Fit with pictures squashed to one size, or cropped."));
    }

    /** What a graph says of floats is their type alone; to multiply only half of each is up to the device that runs it. */
    private void requireExactNetworks(final ModelDescription description) {
        final boolean rounded = description.detector().backbones(description.backbone()).stream()
                .anyMatch(network -> network.precision().equals(Optional.of(Precision.BFLOAT16)));
        if (rounded) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "Model " + file + " was fitted in bfloat16, which no graph can ask a runtime for."
                            + " Fit in float32 to export it.");
        }
    }

    private void requireWholePictures(final ModelDescription description) {
        if (description.preprocessing().tiling().isPresent()) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "Model " + file
                            + " cuts pictures into tiles and joins their maps, which a graph of one input does not."
                            + " Fit to whole pictures to export it.");
        }
    }

    private void requireNoAlignment(final ModelDescription description) {
        if (description.alignment().isPresent()) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "Model " + file
                            + " brings each picture to the pose of a template before it judges it, which a graph does not."
                            + " Fit without alignment to export it.");
        }
    }

    /** Which pixels of an input a mask leaves depends on the proportions of the picture, unless all are squashed alike. */
    private void requireFixedMask(final ModelDescription description) {
        if (description.preprocessing().mask().isPresent()
                && description.preprocessing().resize() != Preprocessing.Resize.SQUASH) {
            throw new ModelException(
                    ErrorCode.MODEL_NOT_EXPORTABLE,
                    "Model " + file
                            + " has a mask and keeps the shapes of pictures, so that the mask's place depends on"
                            + " each picture's size, which a graph does not see. Fit with pictures squashed to one size.");
        }
    }

    private static void write(final OnnxGraph graph, final Path target) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            graph.writeTo(out);
        }
    }

    /**
     * Compares a graph with the model.
     *
     * @param graph written from the model as it is now
     * @param pictures to compare them on; see {@link #write}
     * @param progress hears how far the comparison is
     * @return how they compare
     * @throws BlemishException if the graph is of another model or damaged, if it judges otherwise, or if a picture cannot be
     *     judged
     */
    public CheckSummary check(final Path graph, final List<Picture> pictures, final Progress progress) {
        try (Model model = Model.open(file, open);
                ExportedGraph opened =
                        ExportedGraph.open(graph, open.execution().threads())) {
            if (!opened.model().equals(hash())) {
                throw new ModelException(
                        ErrorCode.GRAPH_MISMATCH,
                        "Graph " + graph + " was written from another model than " + file
                                + ", or before that was changed. Export it anew.");
            }
            return new GraphCheck(model, opened)
                    .compare(CheckPictures.of(pictures, model.description(), opened.size()), progress);
        }
    }

    private String hash() {
        try {
            return Sha256.of(file);
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.MODEL_MISSING, "Model " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
