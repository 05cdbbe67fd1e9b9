package io.blemish.benchmarks;

import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.onnx.Constant;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.Node;
import io.blemish.onnx.OnnxGraph;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether pooling, upsampling and joining the layers are faster as operators of the network's graph than here: the network
 * alone, with these operators, and followed by {@link PatchEmbedder}. The system property {@code blemish.network} names an
 * ONNX file with outputs layer2 and layer3; left out, it is the embedded network.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FusedEmbeddingBenchmark {
    private static final List<String> LAYERS = List.of("layer2", "layer3");
    private static final String JOINED = "joined";
    private static final int SIDE = 224;

    /** How many threads work. */
    @Param({"1", "2"})
    public int threads;

    private Workers workers;
    private PatchEmbedder embedder;
    private Backbone plain;
    private Backbone fused;
    private float[] picture;

    /** Loads both graphs. */
    @Setup
    public void setUp() throws IOException {
        final String file = System.getProperty("blemish.network");
        final BackboneGraph graph =
                (file == null ? BackboneGraph.embedded() : BackboneGraph.read(Path.of(file))).cut(LAYERS);
        workers = new Workers(threads);
        embedder = PatchEmbedder.of(new Embedding.Channel(), workers);
        plain = Backbone.load(graph, LAYERS, threads);
        fused = Backbone.load("fused", withEmbedding(graph), List.of(JOINED), Execution.cpu(threads));
        picture = new float[3 * SIDE * SIDE];
        final Random random = new Random(1);
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) random.nextGaussian();
        }
    }

    private static byte[] withEmbedding(final BackboneGraph graph) throws IOException {
        final GraphBuilder fused = OnnxGraph.parse(ByteBuffer.wrap(graph.toBytes())).toBuilder()
                .withoutOutputs()
                .constant(Constant.floats("twice", List.of(4L), 1, 1, 2, 2));
        for (final String layer : LAYERS) {
            fused.node(new Node("AveragePool", layer + "/pooled", layer)
                    .integers("kernel_shape", 3, 3)
                    .integers("pads", 1, 1, 1, 1)
                    .integer("count_include_pad", 1));
        }
        return fused.node(new Node("Resize", "layer3/upsampled", "layer3/pooled", "", "twice")
                        .text("mode", "linear")
                        .text("coordinate_transformation_mode", "half_pixel"))
                .node(new Node("Concat", JOINED + "/channels", "layer2/pooled", "layer3/upsampled").integer("axis", 1))
                .node(new Node("Transpose", JOINED, JOINED + "/channels").integers("perm", 0, 2, 3, 1))
                .output(JOINED)
                .build()
                .toBytes();
    }

    /** Frees the networks. */
    @TearDown
    public void tearDown() {
        plain.close();
        fused.close();
        workers.close();
    }

    /** The network alone. */
    @Benchmark
    public Object network() {
        return plain.run(picture, 1, SIDE, SIDE);
    }

    /** The network, then the embedding in Java. */
    @Benchmark
    public Object networkThenJava() {
        return embedder.embed(plain.run(picture, 1, SIDE, SIDE).get(0));
    }

    /** The embedding as operators of the network. */
    @Benchmark
    public Object fusedIntoTheNetwork() {
        return fused.run(picture, 1, SIDE, SIDE);
    }
}
