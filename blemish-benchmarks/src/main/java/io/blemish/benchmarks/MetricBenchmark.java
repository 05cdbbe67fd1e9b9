package io.blemish.benchmarks;

import io.blemish.artifact.Npy;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ImageMetrics;
import io.blemish.metric.PixelMap;
import io.blemish.metric.PixelMetrics;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * All metrics of 582 pictures of 224×224 pixels, 29.2 million in all, 392 of them with defects. The folder named by the
 * system property {@code blemish.metric.arrays}, where given, holds other pictures: {@code scores.npy} (float32 [n, h, w])
 * and {@code mask.npy} (bool [n, h, w]), so that peers can be given the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class MetricBenchmark {
    private static final int PICTURES = 582;
    private static final int DEFECTIVE = 392;
    private static final int SIDE = 224;

    private Workers workers;
    private List<PixelMap> maps;
    private float[] imageScores;
    private boolean[] imageTruth;

    /** Reads or makes the pictures. */
    @Setup
    public void prepare() {
        workers = Workers.ofAllProcessors();
        final String folder = System.getProperty("blemish.metric.arrays", "");
        maps = folder.isEmpty() ? made() : read(Path.of(folder));
        imageScores = new float[maps.size()];
        imageTruth = new boolean[maps.size()];
        for (int m = 0; m < imageScores.length; m++) {
            final PixelMap map = maps.get(m);
            for (int i = 0; i < map.scores().length; i++) {
                imageScores[m] = Math.max(imageScores[m], map.scores()[i]);
                imageTruth[m] |= map.mask()[i];
            }
        }
    }

    /** Stops the threads. */
    @TearDown
    public void stop() {
        workers.close();
    }

    /** Pixel AUROC, AP, F1-max, AUPRO and their curves, on all processors. */
    @Benchmark
    public PixelMetrics pixels() {
        return PixelMetrics.of(maps, workers);
    }

    /** Image AUROC, AP, F1-max and their curves. */
    @Benchmark
    public ImageMetrics images() {
        return ImageMetrics.of(imageScores, imageTruth);
    }

    /** The 95% interval of image AUROC from 2,000 resamples. */
    @Benchmark
    public Optional<AurocInterval> bootstrap() {
        return AurocInterval.bootstrap(imageScores, imageTruth, 0);
    }

    private static List<PixelMap> read(final Path folder) {
        final Npy scores = Npy.read(folder.resolve("scores.npy"));
        final float[] values = scores.floats();
        final boolean[] mask = Npy.read(folder.resolve("mask.npy")).nonZero();
        final int height = scores.shape().get(1);
        final int width = scores.shape().get(2);
        final List<PixelMap> maps = new ArrayList<>();
        for (int from = 0; from < values.length; from += width * height) {
            final int to = from + width * height;
            maps.add(new PixelMap(
                    width, height, Arrays.copyOfRange(values, from, to), Arrays.copyOfRange(mask, from, to)));
        }
        return maps;
    }

    /** Smooth fields, raised on ellipses of a few hundred pixels. */
    private static List<PixelMap> made() {
        final Random random = new Random(0);
        final List<PixelMap> maps = new ArrayList<>();
        for (int m = 0; m < PICTURES; m++) {
            final boolean[] mask = new boolean[SIDE * SIDE];
            final int ellipses = m < DEFECTIVE ? 1 + random.nextInt(4) : 0;
            for (int e = 0; e < ellipses; e++) {
                addEllipse(mask, random);
            }
            maps.add(new PixelMap(SIDE, SIDE, field(mask, random), mask));
        }
        return maps;
    }

    private static void addEllipse(final boolean[] mask, final Random random) {
        final int centreX = random.nextInt(SIDE);
        final int centreY = random.nextInt(SIDE);
        final double radiusX = 3 + random.nextInt(19);
        final double radiusY = 3 + random.nextInt(19);
        for (int i = 0; i < mask.length; i++) {
            final double x = (i % SIDE - centreX) / radiusX;
            final double y = (i / SIDE - centreY) / radiusY;
            mask[i] |= x * x + y * y <= 1;
        }
    }

    private static float[] field(final boolean[] mask, final Random random) {
        final double[] phases = random.doubles(8, 0, 2 * Math.PI).toArray();
        final double[] waves = random.doubles(8, -0.2, 0.2).toArray();
        final float[] scores = new float[mask.length];
        for (int i = 0; i < scores.length; i++) {
            final int x = i % SIDE;
            final int y = i / SIDE;
            double score = 2 + (mask[i] ? 0.4 : 0);
            for (int k = 0; k < 4; k++) {
                score += 0.2 * Math.sin(waves[2 * k] * x + waves[2 * k + 1] * y + phases[k]);
            }
            scores[i] = (float) score;
        }
        return scores;
    }
}
