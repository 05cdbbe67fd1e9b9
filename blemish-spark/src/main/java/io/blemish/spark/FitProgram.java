package io.blemish.spark;

import io.blemish.BlemishException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.model.FitOrder;
import io.blemish.model.FitSummary;
import io.blemish.model.Network;
import io.blemish.parallel.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The program that {@code blemish spark fit} hands to {@code spark-submit}. It takes a folder with {@code order.json} and
 * {@code network.onnx}, and the path of the model.
 */
public final class FitProgram {
    /** The exit code of the command line where something could not be done. */
    private static final int COULD_NOT_RUN = 3;

    private static final int SOME_FAILED = 1;

    /** So many partitions a task, so that the last ones do not wait for a slow one. */
    private static final int PARTITIONS_PER_TASK = 3;

    /** At 784 patches of 128 projected values, a partition of so many pictures takes 200 MB. */
    private static final int PICTURES_PER_PARTITION = 500;

    private FitProgram() {}

    /** How many partitions so many pictures are put into. */
    static int partitions(final int pictures, final int parallelism) {
        final int ofLimitedSize = (pictures + PICTURES_PER_PARTITION - 1) / PICTURES_PER_PARTITION;
        return Math.min(pictures, Math.max(PARTITIONS_PER_TASK * parallelism, ofLimitedSize));
    }

    /**
     * Fits, and ends the process with the exit code of {@code blemish fit}.
     *
     * @param args the folder of the order and the path of the model
     * @throws IOException if the order cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final Path folder = Path.of(args[0]);
        final FitOrder order = FitOrder.read(Files.readAllBytes(folder.resolve("order.json")));
        final BackboneGraph graph = BackboneGraph.parse(
                order.network(), ByteBuffer.wrap(Files.readAllBytes(folder.resolve("network.onnx"))));
        try (SparkSession session =
                SparkSession.builder().appName("blemish fit " + order.dataset()).getOrCreate()) {
            final FitSummary summary = fit(
                    JavaSparkContext.fromSparkContext(session.sparkContext()),
                    order,
                    order.network(graph),
                    args[1],
                    Progress.SILENT);
            summary.failures().forEach(System.err::println);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d entries of %d values from %,d patches of %,d pictures, threshold %.4f%n",
                    args[1],
                    summary.bankSize(),
                    summary.dimension(),
                    summary.patches(),
                    summary.pictures(),
                    summary.calibration().threshold());
            System.out.printf(
                    Locale.ROOT,
                    "features %.1f s, detector %.1f s, threshold %.1f s%n",
                    summary.embeddingSeconds(),
                    summary.coresetSeconds(),
                    summary.calibrationSeconds());
            if (!summary.failures().isEmpty()) {
                System.exit(SOME_FAILED);
            }
        } catch (final Exception e) {
            // Exceptions of Spark are checked ones, which its Scala does not declare.
            System.err.println(reason(e));
            System.exit(COULD_NOT_RUN);
        }
    }

    /** Why a fit failed: what a task threw lies within Spark's exceptions, or is told in their text alone. */
    static String reason(final Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BlemishException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "The fit failed on the cluster, and no model was written: " + failure;
    }

    /** Tasks read the pictures themselves, so every machine must have them at their paths. */
    static FitSummary fit(
            final JavaSparkContext spark,
            final FitOrder order,
            final Network network,
            final String output,
            final Progress progress) {
        final List<FitOrder.Source> sources = order.pictures();
        final List<SitePicture> pictures = IntStream.range(0, sources.size())
                .mapToObj(i -> SitePicture.of(
                        String.format(Locale.ROOT, "%010d", i),
                        sources.get(i).name(),
                        Path.of(sources.get(i).file())))
                .toList();
        final JavaRDD<SitePicture> parts =
                spark.parallelize(pictures, partitions(pictures.size(), spark.defaultParallelism()));
        return new BlemishFit()
                .setOptions(order.options())
                .setNetwork(network)
                .setDataset(order.dataset())
                .setOutput(output)
                .setProgress(progress)
                .fit(spark, parts);
    }
}
