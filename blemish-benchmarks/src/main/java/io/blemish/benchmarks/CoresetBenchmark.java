package io.blemish.benchmarks;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.patchcore.coreset.GreedyCoreset;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Greedy k-centre selection of points of 128 dimensions. The system property {@code blemish.coreset.points}, where given,
 * names other points (float32 [n, d], {@code .npy}), so that peers can be given the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class CoresetBenchmark {
    private static final int DIMENSION = 128;

    /** How many points there are. */
    @Param({"20000", "160000"})
    public int points;

    /** Which part of them is picked. */
    @Param({"0.001", "0.01", "0.1"})
    public double share;

    /** How many threads work; 0 stands for as many as the machine has. */
    @Param({"0"})
    public int threads;

    private Workers workers;
    private FloatMatrix matrix;

    /** Reads or draws the points. */
    @Setup
    public void setUp() {
        workers = threads == 0 ? Workers.ofAllProcessors() : new Workers(threads);
        matrix = Features.of("blemish.coreset.points", points, DIMENSION, 2);
    }

    /** Stops the threads. */
    @TearDown
    public void tearDown() {
        workers.close();
    }

    /** Selects a coreset. */
    @Benchmark
    public int[] select() {
        return GreedyCoreset.select(matrix, Math.max(1, (int) (points * share)), 0, workers, Progress.SILENT);
    }
}
