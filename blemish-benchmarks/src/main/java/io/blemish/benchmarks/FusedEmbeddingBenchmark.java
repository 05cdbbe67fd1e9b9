package io.blemish.benchmarks;

import com.google.protobuf.ByteString;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.embedding.Embedding;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.onnx.AttributeProto;
import io.blemish.onnx.GraphProto;
import io.blemish.onnx.NodeProto;
import io.blemish.onnx.TensorProto;
import io.blemish.onnx.ValueInfoProto;
import io.blemish.parallel.Workers;
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
    public void setUp() {
        final String file = System.getProperty("blemish.network");
        final BackboneGraph graph =
                (file == null ? BackboneGraph.embedded() : BackboneGraph.read(Path.of(file))).cut(LAYERS);
        workers = new Workers(threads);
        embedder = PatchEmbedder.of(new Embedding.Channel(), workers);
        plain = Backbone.load(graph, LAYERS, threads);
        fused = Backbone.load(withEmbedding(graph), List.of(JOINED), threads);
        picture = new float[3 * SIDE * SIDE];
        final Random random = new Random(1);
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (float) random.nextGaussian();
        }
    }

    private static BackboneGraph withEmbedding(final BackboneGraph graph) {
        final GraphProto.Builder fused = graph.model().getGraph().toBuilder().clearOutput();
        for (final String layer : LAYERS) {
            fused.addNode(node("AveragePool", layer, layer + "/pooled")
                    .addAttribute(ints("kernel_shape", 3, 3))
                    .addAttribute(ints("pads", 1, 1, 1, 1))
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("count_include_pad")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1)));
        }
        fused.addInitializer(TensorProto.newBuilder()
                .setName("twice")
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(4)
                .addAllFloatData(List.of(1f, 1f, 2f, 2f)));
        fused.addNode(node("Resize", "layer3/pooled", "layer3/upsampled")
                .addInput("")
                .addInput("twice")
                .addAttribute(text("mode", "linear"))
                .addAttribute(text("coordinate_transformation_mode", "half_pixel")));
        fused.addNode(node("Concat", "layer2/pooled", JOINED + "/channels")
                .addInput("layer3/upsampled")
                .addAttribute(AttributeProto.newBuilder()
                        .setName("axis")
                        .setType(AttributeProto.AttributeType.INT)
                        .setI(1)));
        fused.addNode(node("Transpose", JOINED + "/channels", JOINED).addAttribute(ints("perm", 0, 2, 3, 1)));
        fused.addOutput(ValueInfoProto.newBuilder().setName(JOINED));
        return new BackboneGraph(
                "fused", graph.model().toBuilder().setGraph(fused).build());
    }

    private static NodeProto.Builder node(final String operation, final String input, final String output) {
        return NodeProto.newBuilder()
                .setOpType(operation)
                .setName(output)
                .addInput(input)
                .addOutput(output);
    }

    private static AttributeProto ints(final String name, final long... values) {
        final AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        for (final long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static AttributeProto text(final String name, final String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
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
