package io.blemish.benchmarks;

import io.blemish.array.MatrixProduct;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** The product under coreset and search, in the shapes that they use, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatrixProductBenchmark {
    /** Rows of the left matrix, of the right one, and columns of both. */
    @Param({"256x256x129", "256x512x98", "256x256x192"})
    public String shape;

    private int left;
    private int right;
    private MatrixProduct product;

    /** Fills both matrices. */
    @Setup
    public void setUp() {
        final String[] sizes = shape.split("x", -1);
        left = Integer.parseInt(sizes[0]);
        right = Integer.parseInt(sizes[1]);
        final int depth = Integer.parseInt(sizes[2]);
        product = new MatrixProduct(left, right, depth);
        final Random random = new Random(1);
        for (int i = 0; i < left * depth; i++) {
            product.left().put(i, random.nextFloat());
        }
        for (int i = 0; i < right * depth; i++) {
            product.right().put(i, random.nextFloat());
        }
    }

    /** One product and the minima of its rows. */
    @Benchmark
    public float multiply() {
        product.multiply(left, right);
        return product.minima().get(0);
    }
}
