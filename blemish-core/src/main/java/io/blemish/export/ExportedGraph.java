package io.blemish.export;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ModelException;
import io.blemish.ResourceException;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.onnx.OnnxFormatException;
import io.blemish.onnx.OnnxRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A graph of a model, run by ONNX Runtime as any other program would run it. */
final class ExportedGraph implements AutoCloseable {
    private static final float WHITE = 255;
    private static final int CHANNELS = 3;
    private static final int AXES = 4;
    private static final List<String> OUTPUTS =
            List.of(ModelGraph.SCORE, ModelGraph.VERDICT, ModelGraph.MAP, ModelGraph.DISTANCES);

    private final Path file;
    private final OrtSession session;
    private final Map<String, String> notes;
    private final GraphPixels pixels;
    private final Size size;

    private ExportedGraph(
            final Path file,
            final OrtSession session,
            final Map<String, String> notes,
            final GraphPixels pixels,
            final Size size) {
        this.file = file;
        this.session = session;
        this.notes = notes;
        this.pixels = pixels;
        this.size = size;
    }

    /**
     * Loads a graph.
     *
     * @param file of the graph
     * @param threads of one run
     * @throws BlemishException if it is not there, or not a graph of a model
     */
    static ExportedGraph open(final Path file, final int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            final OrtSession session = OnnxRuntime.open(read(file), options);
            try {
                return of(file, session);
            } catch (final OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (final NoSuchFileException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, "Graph " + file + " is not there.", e);
        } catch (final OnnxFormatException | OrtException e) {
            throw unusable(file, "is damaged, cut short or not an ONNX file", e);
        } catch (final IOException e) {
            throw new ResourceException(
                    ErrorCode.FILE_UNUSABLE, "Graph " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** Not mapped, because some systems do not let a mapped file be renamed. */
    private static ByteBuffer read(final Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw unusable(file, "is larger than any ONNX file", null);
            }
            final ByteBuffer bytes = OnnxRuntime.bytes((int) channel.size());
            int read = 0;
            // A channel may give less than it is asked for.
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes);
            }
            return bytes.flip();
        }
    }

    private static ExportedGraph of(final Path file, final OrtSession session) throws OrtException {
        final NodeInfo input = session.getInputInfo().get(GraphPixels.NAME);
        final Map<String, String> notes = session.getMetadata().getCustomMetadata();
        if (input == null
                || !(input.getInfo() instanceof TensorInfo tensor)
                || !notes.containsKey(GraphNotes.MODEL)
                || !session.getOutputNames().containsAll(OUTPUTS)) {
            throw unusable(file, "is not a graph of a whole model", null);
        }
        final boolean bytes = tensor.type == OnnxJavaType.UINT8;
        final long[] shape = tensor.getShape();
        final int row = bytes ? 1 : 2;
        if (shape.length != AXES || shape[row] < 1 || shape[row + 1] < 1) {
            throw unusable(file, "does not say which size its pictures have", null);
        }
        return new ExportedGraph(
                file,
                session,
                notes,
                bytes ? GraphPixels.UINT8 : GraphPixels.FLOAT32,
                new Size((int) shape[row + 1], (int) shape[row]));
    }

    private static ModelException unusable(final Path file, final String what, final @Nullable Exception cause) {
        final String sentence = "Graph " + file + " " + what + ". Export it anew.";
        return cause == null
                ? new ModelException(ErrorCode.GRAPH_MISMATCH, sentence)
                : new ModelException(ErrorCode.GRAPH_MISMATCH, sentence, cause);
    }

    /** The hash of the file of the model that it was written from. */
    String model() {
        return notes.getOrDefault(GraphNotes.MODEL, "");
    }

    /** Whether its weights are rounded. */
    boolean half() {
        return GraphNotes.HALF.equals(notes.get(GraphNotes.WEIGHTS));
    }

    /** The size of the pictures that it takes. */
    Size size() {
        return size;
    }

    /**
     * Judges a picture.
     *
     * @param picture of any size that the preprocessing brings to the graph's
     */
    GraphVerdict judge(final RgbImage picture, final Preprocessing preprocessing) {
        try (OnnxTensor tensor = tensor(preprocessing.pixels(picture));
                OrtSession.Result result = session.run(Map.of(GraphPixels.NAME, tensor))) {
            final long verdict =
                    output(result, ModelGraph.VERDICT).getLongBuffer().get(0);
            if (verdict < 0 || verdict >= VerdictNodes.ORDER.size()) {
                throw unusable(file, "gives the verdict " + verdict + ", which there is not", null);
            }
            final FloatBuffer map = output(result, ModelGraph.MAP).getFloatBuffer();
            final float[] values = new float[map.remaining()];
            map.get(values);
            return new GraphVerdict(
                    output(result, ModelGraph.SCORE).getFloatBuffer().get(0),
                    VerdictNodes.ORDER.get((int) verdict),
                    values);
        } catch (final OrtException e) {
            throw unusable(file, "cannot be run: " + OnnxRuntime.reason(e), e);
        }
    }

    private static OnnxTensor output(final OrtSession.Result result, final String name) {
        return (OnnxTensor) result.get(name).orElseThrow();
    }

    private OnnxTensor tensor(final RgbImage input) throws OrtException {
        final OrtEnvironment environment = OnnxRuntime.environment();
        final long[] shape = pixels.shape(1, size);
        final byte[] rgb = input.rgb();
        if (pixels == GraphPixels.UINT8) {
            final ByteBuffer bytes = OnnxRuntime.bytes(rgb.length).put(rgb).flip();
            return OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.UINT8);
        }
        final float[] planes = new float[rgb.length];
        final int plane = rgb.length / CHANNELS;
        for (int i = 0; i < rgb.length; i++) {
            planes[i % CHANNELS * plane + i / CHANNELS] = (rgb[i] & 0xff) / WHITE;
        }
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(planes), shape);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot close graph " + file, e);
        }
    }
}
