package io.blemish.spark;

import io.blemish.backbone.BackboneGraph;
import io.blemish.model.FitSummary;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Fits a model to the pictures of a column. The file is the same to the byte as that of a fit on one machine of the same
 * processors to the same pictures, in the order of their names.
 *
 * <pre>{@code
 * Dataset<Row> good = spark.read().format("binaryFile").load("hdfs:///good/*.png");
 * new BlemishFit().setDataset("casting").setOutput("casting.blemish").fit(good);
 * }</pre>
 */
public final class BlemishFit {
    private ModelOptions options = ModelOptions.DEFAULT;
    private Optional<Network> network = Optional.empty();
    private String dataset = "pictures";
    private String inputCol = "content";
    private String nameCol = "path";
    private Optional<Path> output = Optional.empty();
    private StorageLevel storage = StorageLevel.MEMORY_AND_DISK();
    private Progress progress = Progress.SILENT;

    /** A fit with the library's defaults. */
    public BlemishFit() {
        // Nothing to prepare; a public class of a module states its constructor.
    }

    /**
     * Sets how to fit.
     *
     * @param value options of views or patchcore; their threads are those of the driver
     * @return this
     */
    public BlemishFit setOptions(final ModelOptions value) {
        options = value;
        return this;
    }

    /**
     * Sets the network, which is the embedded one by default.
     *
     * @param value the network with the layers that are used
     * @return this
     */
    public BlemishFit setNetwork(final Network value) {
        network = Optional.of(value);
        return this;
    }

    /**
     * Sets the name of the set of pictures, which the model keeps.
     *
     * @param value the name
     * @return this
     */
    public BlemishFit setDataset(final String value) {
        dataset = value;
        return this;
    }

    /**
     * Sets the column of the pictures.
     *
     * @param value a column of binary type: the bytes of pictures' files; {@code content} by default
     * @return this
     */
    public BlemishFit setInputCol(final String value) {
        inputCol = value;
        return this;
    }

    /**
     * Sets the column of the pictures' names, which order the pictures and are kept in the model.
     *
     * @param value a column of strings, each another one; {@code path} by default
     * @return this
     */
    public BlemishFit setNameCol(final String value) {
        nameCol = value;
        return this;
    }

    /**
     * Sets where the model is written to.
     *
     * @param value a file of the driver's machine
     * @return this
     */
    public BlemishFit setOutput(final String value) {
        output = Optional.of(Path.of(value));
        return this;
    }

    /**
     * Sets where the executors keep patches between passes, of which there are some dozens. What is not kept is read and
     * embedded again in every pass.
     *
     * @param value {@link StorageLevel#MEMORY_AND_DISK()} by default
     * @return this
     */
    public BlemishFit setStorage(final StorageLevel value) {
        storage = value;
        return this;
    }

    /**
     * Sets who hears how far the fit is.
     *
     * @param value hears it on the driver
     * @return this
     */
    public BlemishFit setProgress(final Progress value) {
        progress = value;
        return this;
    }

    /**
     * Fits a model.
     *
     * @param good pictures of good parts
     * @return a summary of the fit: counts, thresholds and times
     * @throws io.blemish.BlemishException if the pictures, the options or the disk do not allow it
     */
    public FitSummary fit(final Dataset<Row> good) {
        final String content = inputCol;
        final String name = nameCol;
        return fit(
                JavaSparkContext.fromSparkContext(good.sparkSession().sparkContext()),
                good.select(name, content)
                        .javaRDD()
                        .map(row -> SitePicture.of(row.getString(0), row.<byte[]>getAs(1))));
    }

    FitSummary fit(final JavaSparkContext spark, final JavaRDD<SitePicture> pictures) {
        final Path file = output.orElseThrow(
                () -> new IllegalArgumentException("No output is set: call setOutput with the model's path."));
        final Network chosen = network.orElseGet(
                () -> new Network(BackboneGraph.embedded(), options.detector().defaultLayers()));
        return new ModelTrainer(List.of(chosen), options)
                .fit(dataset, new SparkSite(spark, pictures, storage), file, progress);
    }
}
