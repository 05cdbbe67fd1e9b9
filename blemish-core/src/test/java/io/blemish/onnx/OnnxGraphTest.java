package io.blemish.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.blemish.BlemishException;
import io.blemish.onnx.proto.AttributeProto;
import io.blemish.onnx.proto.GraphProto;
import io.blemish.onnx.proto.NodeProto;
import io.blemish.onnx.proto.StringStringEntryProto;
import io.blemish.onnx.proto.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxGraphTest {
    @TempDir
    private Path folder;

    /** Two layers of one operation each, and a constant that neither of them reads. */
    private static GraphBuilder twoLayers() {
        return new GraphBuilder("two layers")
                .metadata("origin", "a test")
                .input("image", DataType.FLOAT32, "n", "2")
                .constant(Constant.floats("twice", List.of(2L), 2, 2))
                .constant(Constant.floats("thrice", List.of(2L), 3, 3))
                .constant(Constant.floats("unused", List.of(2L), 5, 7))
                .node(new Node("Mul", "first", "image", "twice"))
                .node(new Node("Mul", "second", "first", "thrice").withName("multiplication"))
                .output("first")
                .output("second", DataType.FLOAT32, "n", "2");
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        final OnnxGraph written = twoLayers().build();
        final Path file = Files.write(folder.resolve("written.onnx"), written.toBytes());
        final OnnxGraph read = OnnxGraph.read(file);
        assertThat(read).isEqualTo(written).hasSameHashCodeAs(written);
        assertThat(read).isNotEqualTo(twoLayers().output("image").build());
        assertThat(OnnxGraph.parse(ByteBuffer.wrap(written.toBytes()))).isEqualTo(written);
        assertThat(read.inputs()).containsExactly("image");
        assertThat(read.outputs()).containsExactly("first", "second");
        assertThat(read.operatorSet()).hasValue(GraphBuilder.OPERATOR_SET);
        assertThat(read.nodes()).extracting(Node::operator).containsExactly("Mul", "Mul");
        assertThat(read.nodes()).extracting(Node::name).containsExactly("first", "multiplication");
        assertThat(read.nodes().get(1).inputs()).containsExactly("first", "thrice");
        assertThat(read.nodes().get(1).outputs()).containsExactly("second");
        assertThat(read.constants().get(2).shape()).containsExactly(2L);
        assertThat(read.constants().get(2).floats()).containsExactly(5, 7);
    }

    @Test
    void aBuilderContinuesAGraph() throws OrtException {
        final OnnxGraph longer = twoLayers().build().toBuilder()
                .withoutOutputs()
                .node(new Node("Neg", "third", "second"))
                .output("third")
                .build();
        assertThat(longer.outputs()).containsExactly("third");
        assertThat(run(longer, 1, 10)).containsExactly(-6, -60);
        final OnnxGraph empty =
                longer.toBuilder().withoutNodes().withoutConstants().build();
        assertThat(empty.nodes()).isEmpty();
        assertThat(empty.constants()).isEmpty();
        assertThat(empty.inputs()).containsExactly("image");
    }

    @Test
    void aCutHasTheLayersAndNothingElse() throws OrtException {
        final OnnxGraph cut = twoLayers().build().cut(List.of("first"));
        assertThat(cut.outputs()).containsExactly("first");
        assertThat(cut.nodes()).extracting(Node::name).containsExactly("first");
        assertThat(cut.constants()).extracting(Constant::name).containsExactly("twice");
        assertThat(cut.cut(List.of("first"))).isEqualTo(cut);
        assertThat(run(cut, 1, 10)).containsExactly(2, 20);
    }

    @Test
    void aNodesNameIsALayerToo() throws OrtException {
        final OnnxGraph graph = twoLayers().build();
        assertThat(graph.hasLayer("multiplication")).isTrue();
        final OnnxGraph cut = graph.cut(List.of("multiplication"));
        assertThat(cut.outputs()).containsExactly("multiplication");
        assertThat(run(cut, 1, 10)).containsExactly(6, 60);
    }

    @Test
    void aLayerThatIsNotThereIsRefused() {
        final OnnxGraph graph = twoLayers().build();
        assertThat(graph.hasLayer("fourth")).isFalse();
        assertThatThrownBy(() -> graph.cut(List.of("fourth"))).hasMessageContaining("fourth");
    }

    @Test
    void aCutKeepsTheValuesThatTheBodyOfABranchReads() {
        final AttributeProto body = AttributeProto.newBuilder()
                .setName("then_branch")
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(GraphProto.newBuilder().addNode(new Node("Neg", "inner", "thrice").proto()))
                .build();
        final NodeProto branch = new Node("If", "chosen", "image")
                .proto().toBuilder().addAttribute(body).build();
        final OnnxGraph cut = twoLayers().node(new Node(branch)).build().cut(List.of("chosen"));
        assertThat(cut.constants()).extracting(Constant::name).containsExactly("thrice");
    }

    @ParameterizedTest
    @CsvSource({"1, 9", "0, 8"})
    void valuesInOtherFilesAreRead(final int offset, final int ignoredBehind) throws IOException {
        final ByteBuffer bytes =
                ByteBuffer.allocate(offset + 2 * Float.BYTES + ignoredBehind).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(offset).putFloat(0.25f).putFloat(-4);
        Files.write(folder.resolve("weights.bin"), bytes.array());
        final OnnxGraph graph = external("weights.bin", Integer.toString(offset), "8");
        assertThat(graph.constants().get(0).isExternal()).isTrue();
        assertThatThrownBy(() -> graph.constants().get(0).floats())
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("'weights' lies in another file");
        final Constant whole = graph.withExternalData(folder).constants().get(0);
        assertThat(whole.isExternal()).isFalse();
        assertThat(whole.floats()).containsExactly(0.25f, -4);
    }

    @Test
    void valuesInOtherFilesMustLieInTheGraphsFolder() {
        assertThatThrownBy(() -> external("../weights.bin", "0", "8").withExternalData(folder))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("lie outside the folder");
        assertThatThrownBy(() -> external("weights.bin", "0", "8").withExternalData(folder))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("weights.bin")
                .hasMessageContaining("not there");
    }

    @Test
    void noSymbolicLinkLeadsOutOfTheGraphsFolder() throws IOException {
        final Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.write(elsewhere.resolve("secret.txt"), new byte[8]);
        final Path graph = Files.createDirectory(folder.resolve("graph"));
        Files.createSymbolicLink(graph.resolve("weights.bin"), elsewhere.resolve("secret.txt"));
        assertThatThrownBy(() -> external("weights.bin", "0", "8").withExternalData(graph))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("lie outside the folder");
    }

    @ParameterizedTest
    @CsvSource({"0, 9", "4, 8", "-1, 8", "0, -8", "many, 8", "0, 9999999999"})
    void aReferenceBeyondTheOtherFileIsRefused(final String offset, final String length) throws IOException {
        Files.write(folder.resolve("weights.bin"), new byte[8]);
        assertThatThrownBy(() -> external("weights.bin", offset, length).withExternalData(folder))
                .isInstanceOf(IOException.class);
    }

    private static OnnxGraph external(final String location, final String offset, final String length) {
        final TensorProto tensor = TensorProto.newBuilder()
                .setName("weights")
                .setDataType(DataType.FLOAT32.number())
                .addDims(2)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", location))
                .addExternalData(entry("offset", offset))
                .addExternalData(entry("length", length))
                .build();
        return new GraphBuilder("external").constant(new Constant(tensor)).build();
    }

    private static StringStringEntryProto entry(final String key, final String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    @Test
    void otherBytesAreRefused() throws IOException {
        final byte[] whole = twoLayers().build().toBytes();
        final byte[] cutShort = Arrays.copyOf(whole, whole.length - 1);
        assertThatThrownBy(() -> OnnxGraph.parse(ByteBuffer.wrap(cutShort))).isInstanceOf(OnnxFormatException.class);
        final Path file = Files.write(folder.resolve("short.onnx"), cutShort);
        assertThatThrownBy(() -> OnnxGraph.read(file)).isInstanceOf(OnnxFormatException.class);
    }

    private static float[] run(final OnnxGraph graph, final float... image) throws OrtException {
        try (OrtSession session = OnnxRuntime.load(graph);
                OnnxTensor input = OnnxTensor.createTensor(OnnxRuntime.environment(), new float[][] {image});
                OrtSession.Result result = session.run(Map.of("image", input))) {
            return ((float[][]) result.get(0).getValue())[0];
        }
    }
}
