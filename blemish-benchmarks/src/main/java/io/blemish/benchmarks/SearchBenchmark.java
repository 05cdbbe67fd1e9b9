package io.blemish.benchmarks;

import io.blemish.array.FloatMatrix;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.NeighborSearch;
import io.blemish.search.Neighbors;
import io.blemish.search.exact.ExactIndex;
import io.blemish.search.ivfpq.IvfPqMethod;
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
 * Search, exact and approximate, of a bank of vectors of 1,536 dimensions for the 784 patches of a picture. The system properties
 * {@code blemish.search.bank} and {@code blemish.search.queries}, where given, name other vectors (float32 [n, d],
 * {@code .npy}), so that peers can be given the same; the pictures of the queries take turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class SearchBenchmark {
    private static final int DIMENSION = 1536;
    private static final int PATCHES = 784;
    private static final int PICTURES = 10;
    private static final int LISTS = 512;
    private static final int PROBES = 8;
    private static final int PARTS = 64;
    private static final int BITS = 8;

    /** How many rows the bank has. */
    @Param({"1600", "16000"})
    public int rows;

    /** How many threads work; 0 stands for as many as the machine has. */
    @Param({"0"})
    public int threads;

    private final float[][] pictures = new float[PICTURES][PATCHES * DIMENSION];
    private Workers workers;
    private FloatMatrix bank;
    private NeighborSearch search;
    private int next;

    /** Approximate search of the same bank, indexed when first asked for. */
    @State(Scope.Benchmark)
    public static class Approximate {
        /** How many of the rows that codes say are nearest are compared by their true distance. */
        @Param({"0", "16"})
        public int rerank;

        private NeighborSearch search;

        /** Divides the bank into 512 lists, of which 8 are searched, and codes its rows in 64 bytes. */
        @Setup
        public void setUp(final SearchBenchmark exact) {
            search = new IvfPqMethod(LISTS, PROBES, PARTS, BITS, rerank)
                    .index(exact.bank, 0, exact.workers, Progress.SILENT)
                    .over(exact.bank, exact.workers);
        }
    }

    /** Reads or draws the vectors, and indexes the bank. */
    @Setup
    public void setUp() {
        workers = threads == 0 ? Workers.ofAllProcessors() : new Workers(threads);
        bank = Features.of("blemish.search.bank", rows, DIMENSION, 3);
        search = ExactIndex.of(bank, workers).over(bank, workers);
        final FloatMatrix queries = Features.of("blemish.search.queries", PICTURES * PATCHES, DIMENSION, 4);
        for (int p = 0; p < PICTURES; p++) {
            queries.copyRows(p * PATCHES, PATCHES, pictures[p], 0);
        }
    }

    /** Stops the threads. */
    @TearDown
    public void tearDown() {
        search.close();
        workers.close();
    }

    /** The nearest row for each patch of a picture. */
    @Benchmark
    public Neighbors picture() {
        next = (next + 1) % PICTURES;
        return search.search(pictures[next], PATCHES, 1);
    }

    /** The row that codes say is nearest for each patch of a picture, as faiss's {@code IVF512,PQ64} is asked for it. */
    @Benchmark
    public Neighbors approximate(final Approximate approximate) {
        next = (next + 1) % PICTURES;
        return approximate.search.search(pictures[next], PATCHES, 1);
    }

    /** The nine nearest rows for one patch, as the score's weight needs them. */
    @Benchmark
    public Neighbors patch() {
        return search.search(pictures[0], 1, 9);
    }

    /** The index that a fit builds of a bank. */
    @Benchmark
    public ExactIndex index() {
        return ExactIndex.of(bank, workers);
    }
}
