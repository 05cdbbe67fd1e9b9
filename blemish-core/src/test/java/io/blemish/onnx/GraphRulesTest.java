package io.blemish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import io.blemish.BlemishException;
import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.AttributeProto.AttributeType;
import io.blemish.onnx.proto.FunctionProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.ModelProto;
import io.blemish.onnx.proto.NodeProto;
import io.blemish.onnx.proto.SparseTensorProto;
import io.blemish.onnx.proto.StringStringEntryProto;
import io.blemish.onnx.proto.TensorProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No network that reads files or does not end comes to ONNX Runtime. */
class GraphRulesTest {
    private static GraphBuilder usual() {
        return new GraphBuilder("usual")
                .input("image", DataType.FLOAT32, "2")
                .node(new Node("Neg", "out", "image"))
                .output("out");
    }

    private static ModelProto model(final GraphBuilder graph) throws Exception {
        return ModelProto.parseFrom(graph.build().toBytes());
    }

    private static TensorProto external() {
        return TensorProto.newBuilder()
                .setName("secret")
                .setDataType(DataType.FLOAT32.number())
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("secret.txt"))
                .build();
    }

    private static NodeProto node(final AttributeProto.Builder attribute) {
        return new Node("Constant", "value")
                .proto().toBuilder().addAttribute(attribute).build();
    }

    private static GraphProto holding(final NodeProto node) {
        return GraphProto.newBuilder().addNode(node).build();
    }

    /** Graphs with a tensor in another file, in every place that can hold one. */
    static Stream<GraphProto> withExternalTensors() {
        final SparseTensorProto sparse =
                SparseTensorProto.newBuilder().setIndices(external()).build();
        final NodeProto constant = node(AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeType.TENSOR)
                .setT(external()));
        final GraphProto branch = holding(constant);
        return Stream.of(
                GraphProto.newBuilder().addInitializer(external()).build(),
                GraphProto.newBuilder()
                        .addInitializer(external().toBuilder().clearExternalData())
                        .build(),
                GraphProto.newBuilder()
                        .addInitializer(external().toBuilder().clearDataLocation())
                        .build(),
                GraphProto.newBuilder().addSparseInitializer(sparse).build(),
                branch,
                holding(node(AttributeProto.newBuilder().addTensors(external()))),
                holding(node(AttributeProto.newBuilder().setSparseTensor(sparse))),
                holding(node(AttributeProto.newBuilder().addSparseTensors(sparse))),
                holding(node(AttributeProto.newBuilder().setG(branch))),
                holding(node(AttributeProto.newBuilder().addGraphs(branch))),
                holding(node(AttributeProto.newBuilder()
                        .setG(holding(node(AttributeProto.newBuilder().setG(branch)))))));
    }

    @ParameterizedTest
    @MethodSource("withExternalTensors")
    void aTensorInAnotherFileIsRefusedWhereverItIs(final GraphProto addition) throws Exception {
        // Protobuf merges a field that comes twice, and so does ONNX Runtime.
        final byte[] usual = usual().build().toBytes();
        final ByteString twice = ByteString.copyFrom(usual)
                .concat(ModelProto.newBuilder().setGraph(addition).build().toByteString());
        assertThatThrownBy(() -> open(twice.toByteArray()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("keeps weights in another file");
    }

    @Test
    void theOtherFileIsNamed() {
        final byte[] onnx = usual().constant(new Constant(external())).build().toBytes();
        assertThatThrownBy(() -> open(onnx)).hasMessageContaining("secret.txt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Loop", "Scan", "SequenceAt", "RandomNormal", "StringConcat", "ImageDecoder", "NoSuchOperator"})
    void anOperatorOutsideTheListIsRefusedByName(final String operator) {
        assertThatThrownBy(() -> open(usual().node(new Node(operator, "more", "image"))
                        .build()
                        .toBytes()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining(operator);
    }

    @Test
    void anOperatorOutsideTheListIsFoundInABranch() {
        final AttributeProto.Builder loop =
                AttributeProto.newBuilder().setName("then_branch").setG(holding(new Node("Loop", "forever").proto()));
        assertThatThrownBy(() -> open(usual().node(new Node(node(loop))).build().toBytes()))
                .hasMessageContaining("Loop");
    }

    @Test
    void operatorsOfAnotherDomainAreRefused() {
        assertThatThrownBy(() -> open(usual().operators("com.microsoft", 1)
                        .node(new Node("Gelu", "more", "image").withDomain("com.microsoft"))
                        .build()
                        .toBytes()))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("com.microsoft");
    }

    @Test
    void functionsAreRefused() throws Exception {
        final byte[] onnx = model(usual()).toBuilder()
                .addFunctions(FunctionProto.newBuilder().setName("Neg").setDomain(""))
                .build()
                .toByteArray();
        assertThatThrownBy(() -> open(onnx))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("functions");
    }

    @Test
    void branchesWithinBranchesDoNotExhaustTheStack() {
        GraphProto graph = holding(new Node("Neg", "out", "image").proto());
        for (int i = 0; i < 90; i++) {
            graph = holding(node(AttributeProto.newBuilder().setG(graph)));
        }
        final byte[] deep = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
        assertThatThrownBy(() -> open(deep))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("branches");
    }

    @Test
    void damagedBytesAreRefused() {
        final byte[] onnx = usual().build().toBytes();
        for (int length = 1; length < onnx.length; length++) {
            final byte[] part = Arrays.copyOf(onnx, length);
            assertThatThrownBy(() -> open(part)).isInstanceOfAny(OnnxFormatException.class, OrtException.class);
        }
    }

    @Test
    void aNetworkWithAChoiceOfTwoBranchesIsRun() throws Exception {
        final AttributeProto.Builder then = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeType.GRAPH)
                .setG(branch("Neg"));
        final AttributeProto.Builder otherwise = AttributeProto.newBuilder()
                .setName("else_branch")
                .setType(AttributeType.GRAPH)
                .setG(branch("Abs"));
        final NodeProto choice = new Node("If", "chosen", "yes")
                .proto().toBuilder().addAttribute(then).addAttribute(otherwise).build();
        final GraphBuilder graph = usual().constant(Constant.ints("one", List.of(), 1))
                .node(new Node("Cast", "yes", "one").integer("to", DataType.BOOL.number()))
                .node(new Node(choice))
                .output("chosen");
        try (OrtSession session = open(graph.build().toBytes())) {
            assertThat(session.getOutputNames()).contains("chosen");
        }
    }

    private static GraphProto branch(final String operator) throws Exception {
        return model(new GraphBuilder("branch")
                        .node(new Node(operator, "inner", "image"))
                        .output("inner", DataType.FLOAT32, "2"))
                .getGraph();
    }

    private static OrtSession open(final byte[] onnx) throws Exception {
        final ByteBuffer direct = OnnxRuntime.bytes(onnx.length).put(onnx).flip();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            return OnnxRuntime.open(direct, options);
        }
    }
}
