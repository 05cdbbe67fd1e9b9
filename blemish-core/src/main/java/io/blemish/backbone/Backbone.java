package io.blemish.backbone;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.onnx.GraphBuilder;
import io.blemish.onnx.OnnxFormatException;
import io.blemish.onnx.OnnxRuntime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * A pretrained network, run by ONNX Runtime, that gives the feature maps of chosen layers. Safe for use by many threads
 * at once, {@link #close} included; the maps do not depend on the threads or on how many pictures are run together
 * (tested). Networks with the same graph that run in the same way share one session of ONNX Runtime.
 */
public final class Backbone implements AutoCloseable {
    /** Keeps ONNX Runtime's threads from spinning once a run is over: the steps that follow it here need the cores. */
    private static final String STOP_SPINNING = "session.force_spinning_stop";

    private static final int CHANNELS = 3;

    /** The number of networks that are open in this process. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final SharedSession shared;
    private final OrtSession session;
    private final String name;
    private final String input;
    private final List<String> layers;

    /** Both sides of a picture are multiples of it, in pixels. */
    private final int patch;

    /** Runs share it and closing needs it alone: ONNX Runtime crashes the process if a session is closed while it runs. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /** Guarded by {@link #lock}. */
    private boolean closed;

    private Backbone(final SharedSession shared, final String name, final List<String> layers) {
        this.shared = shared;
        this.session = shared.session();
        this.name = name;
        this.layers = List.copyOf(layers);
        if (session.getNumInputs() != 1) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Backbone " + name + " has " + session.getNumInputs()
                            + " inputs. A backbone takes one: pictures as [n, 3, height, width].");
        }
        if (!session.getOutputNames().containsAll(layers)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Backbone " + name + " does not give the layers " + String.join(", ", layers) + ".");
        }
        this.input = session.getInputNames().iterator().next();
        this.patch = patch(session);
        OPEN.incrementAndGet();
    }

    private static int patch(final OrtSession session) {
        try {
            return session.getMetadata()
                    .getCustomMetadataValue(GraphBuilder.PATCH)
                    .filter(side -> side.matches("[1-9]\\d{0,5}"))
                    .map(Integer::parseInt)
                    .orElse(1);
        } catch (final OrtException e) {
            return 1;
        }
    }

    /** The number of networks that are loaded in this process, so that tests can see whether one stays open. */
    static int openSessions() {
        return OPEN.get();
    }

    /**
     * Loads a graph into ONNX Runtime.
     *
     * @param graph the network
     * @param layers names of the layers to give, see {@link BackboneGraph#cut}
     * @param threads how many threads one run may use; many runs at once each use that many
     * @return the loaded network; to be closed by the caller
     * @throws BlemishException if the graph lacks a layer or has more than one input, or if ONNX Runtime refuses it
     */
    public static Backbone load(final BackboneGraph graph, final List<String> layers, final int threads) {
        return load(graph, layers, Execution.cpu(threads));
    }

    /**
     * Loads a graph into ONNX Runtime.
     *
     * @param graph the network
     * @param layers names of the layers to give, see {@link BackboneGraph#cut}
     * @param execution how to run it
     * @return the loaded network; to be closed by the caller
     * @throws BlemishException if the graph lacks a layer or has more than one input, if the device is missing, or if ONNX
     *     Runtime refuses the graph
     */
    public static Backbone load(final BackboneGraph graph, final List<String> layers, final Execution execution) {
        return load(graph.name(), graph.cut(layers).toBytes(), layers, execution);
    }

    /**
     * Loads a graph that has been cut already.
     *
     * @param name that the user gave the network
     * @param onnx the contents of an ONNX file whose outputs are the layers
     * @param layers names of its outputs
     * @param execution how to run it
     * @return the loaded network; to be closed by the caller
     * @throws BlemishException if the graph has more than one input, if the device is missing, or if ONNX Runtime refuses
     *     the graph
     */
    public static Backbone load(
            final String name, final byte[] onnx, final List<String> layers, final Execution execution) {
        return load(name, OnnxRuntime.bytes(onnx.length).put(onnx).flip(), layers, execution);
    }

    /**
     * Loads a graph that has been cut already, without a copy on the heap.
     *
     * @param name that the user gave the network
     * @param onnx the contents of an ONNX file whose outputs are the layers, in a direct buffer
     * @param layers names of its outputs
     * @param execution how to run it
     * @return the loaded network; to be closed by the caller
     * @throws BlemishException if the graph has more than one input, if the device is missing, or if ONNX Runtime refuses
     *     the graph
     */
    public static Backbone load(
            final String name, final ByteBuffer onnx, final List<String> layers, final Execution execution) {
        final Execution way =
                execution.device() == Device.AUTO ? DeviceChoice.of(name, onnx, layers, execution) : execution;
        final SharedSession shared = SharedSession.take(onnx, way, () -> open(name, onnx, way));
        try {
            return new Backbone(shared, name, layers);
        } catch (final RuntimeException | Error e) {
            shared.close();
            throw e;
        }
    }

    private static OrtSession open(final String name, final ByteBuffer onnx, final Execution execution) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            execution.device().addTo(options, execution);
            options.setCPUArenaAllocator(execution.memoryArena());
            options.setIntraOpNumThreads(execution.threads());
            options.setInterOpNumThreads(1);
            options.addConfigEntry(STOP_SPINNING, "1");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return session(name, onnx, options);
        } catch (final OrtException e) {
            if (String.valueOf(e.getMessage()).contains(TokenGrid.NODES)) {
                throw noGrid(name, e);
            }
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Backbone " + name + " cannot be loaded by ONNX Runtime: " + OnnxRuntime.reason(e) + ".",
                    e);
        } catch (final LinkageError e) {
            throw new ResourceException(
                    ErrorCode.TEMPORARY_FOLDER_UNUSABLE,
                    "ONNX Runtime's native library cannot be loaded: the temporary folder "
                            + System.getProperty("java.io.tmpdir")
                            + " has no room for it, or this platform has none.",
                    e);
        }
    }

    private static OrtSession session(final String name, final ByteBuffer onnx, final OrtSession.SessionOptions options)
            throws OrtException {
        try {
            return OnnxRuntime.open(onnx, options);
        } catch (final BackboneException e) {
            throw new BackboneException(e.code(), "Backbone " + name + " is not loaded. " + e.getMessage(), e);
        } catch (final OnnxFormatException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Backbone " + name + " is not a readable ONNX file: it is damaged or cut short.",
                    e);
        }
    }

    /**
     * Loads several networks. If one of them cannot be loaded, those before it are closed.
     *
     * @param <T> the type in which a network is given
     * @param networks in any form
     * @param load loads one of them
     * @return the loaded networks, in the order of {@code networks}
     */
    public static <T> List<Backbone> loadAll(final List<T> networks, final Function<? super T, Backbone> load) {
        final List<Backbone> loaded = new ArrayList<>();
        try {
            for (final T network : networks) {
                loaded.add(load.apply(network));
            }
            return List.copyOf(loaded);
        } catch (final RuntimeException | Error e) {
            try {
                closeAll(loaded);
            } catch (final IllegalStateException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
    }

    /**
     * Closes several networks. If one cannot be closed, the others are closed all the same.
     *
     * @param backbones the networks to close; those that are closed already stay so
     * @throws IllegalStateException if one cannot be closed; the exceptions of further ones are suppressed in it
     */
    public static void closeAll(final List<Backbone> backbones) {
        final List<IllegalStateException> failures = new ArrayList<>();
        for (final Backbone backbone : backbones) {
            try {
                backbone.close();
            } catch (final IllegalStateException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            final IllegalStateException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    /** {@return the name that the user gave the network} */
    public String name() {
        return name;
    }

    /** {@return the names of the layers that it gives, in the order of the feature maps} */
    public List<String> layers() {
        return layers;
    }

    /**
     * Runs pictures of one size through the network.
     *
     * @param pictures normalised, {@code [count, 3, height, width]}; longer arrays are allowed
     * @param count number of pictures
     * @param height of each picture, in pixels
     * @param width of each picture, in pixels
     * @return for each picture the feature maps of the layers, in the order of {@link #layers}
     * @throws BlemishException if the network does not take that size or gives something that is not a feature map
     * @throws CancellationException if the thread is interrupted before the network has run to its end
     * @throws IllegalStateException if the network was closed
     */
    public List<List<FeatureMap>> run(final float[] pictures, final int count, final int height, final int width) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("Backbone " + name + " was closed and cannot run any more.");
            }
            return runOpen(pictures, count, height, width);
        } finally {
            lock.readLock().unlock();
        }
    }

    private List<List<FeatureMap>> runOpen(final float[] pictures, final int count, final int height, final int width) {
        requireWholePatches(height, width);
        final int length = Math.multiplyExact(count * CHANNELS, height * width);
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OnnxRuntime.environment(),
                        FloatBuffer.wrap(pictures, 0, length),
                        new long[] {count, CHANNELS, height, width});
                OrtSession.Result result =
                        RunningNetworks.run(options -> session.run(Map.of(input, tensor), options))) {
            final List<List<FeatureMap>> maps = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                maps.add(new ArrayList<>());
            }
            for (final String layer : layers) {
                split(layer, (OnnxTensor) result.get(layer).orElseThrow(), maps);
            }
            return maps;
        } catch (final OrtException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (CancellationException)
                        new CancellationException("The run of backbone " + name + " was interrupted.").initCause(e);
            }
            throw refusal(height, width, e);
        }
    }

    private void requireWholePatches(final int height, final int width) {
        if (height % patch != 0 || width % patch != 0) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_INPUT_SIZE,
                    "Backbone " + name + " takes pictures whose sides are multiples of " + patch + " pixels, such as "
                            + wholePatches(width) + "x" + wholePatches(height) + ", and not " + width + "x" + height
                            + ".");
        }
    }

    /** The nearest side of whole patches. */
    private int wholePatches(final int side) {
        return Math.max(1, Math.round((float) side / patch)) * patch;
    }

    private void split(final String layer, final OnnxTensor tensor, final List<List<FeatureMap>> maps) {
        final long[] shape = tensor.getInfo().getShape();
        if (shape.length != 4 || shape[0] != maps.size()) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNSUITABLE,
                    "Layer '" + layer + "' of backbone " + name
                            + " is not a feature map: its shape is " + Arrays.toString(shape)
                            + " and not [n, channels, height, width]. Name another layer.");
        }
        final FloatBuffer values = tensor.getFloatBuffer();
        final int size = Math.toIntExact(shape[1] * shape[2] * shape[3]);
        for (final List<FeatureMap> picture : maps) {
            final float[] one = maps.size() == 1 && values.hasArray() ? values.array() : next(values, size);
            picture.add(new FeatureMap((int) shape[1], (int) shape[2], (int) shape[3], one));
        }
    }

    private static float[] next(final FloatBuffer values, final int count) {
        final float[] one = new float[count];
        values.get(one);
        return one;
    }

    private BackboneException refusal(final int height, final int width, final OrtException e) {
        final long[] expected = inputShape();
        if (expected.length == 4 && (mismatch(expected[2], height) || mismatch(expected[3], width))) {
            return new BackboneException(
                    ErrorCode.BACKBONE_INPUT_SIZE,
                    "Backbone " + name + " takes pictures of " + expected[3] + "x" + expected[2] + " pixels and not "
                            + width + "x" + height
                            + "; fit at that size and without a crop, or export the network with free height and width.",
                    e);
        }
        if (String.valueOf(e.getMessage()).contains(TokenGrid.NODES)) {
            return noGrid(name, e);
        }
        return new BackboneException(
                ErrorCode.BACKBONE_INPUT_SIZE,
                "Backbone " + name + " cannot be run on pictures of " + width + "x" + height + " pixels: "
                        + OnnxRuntime.reason(e) + ".",
                e);
    }

    private static BackboneException noGrid(final String name, final OrtException e) {
        return new BackboneException(
                ErrorCode.BACKBONE_LEADING_TOKENS,
                "Backbone " + name + " gives tokens that are not one for each patch of the picture behind 0 to "
                        + TokenGrid.MOST_LEADING
                        + " class and register tokens, or behind as many as were said."
                        + " Name a layer whose tokens are the picture's patches.",
                e);
    }

    private static boolean mismatch(final long expected, final int given) {
        return expected > 0 && expected != given;
    }

    /** The size of one of the input's dimensions, or another size if the network takes any. */
    int side(final int dimension, final int otherwise) {
        final long[] shape = inputShape();
        return shape.length > dimension && shape[dimension] > 0 ? Math.toIntExact(shape[dimension]) : otherwise;
    }

    private long[] inputShape() {
        try {
            final NodeInfo info = session.getInputInfo().get(input);
            return info != null && info.getInfo() instanceof TensorInfo tensor ? tensor.getShape() : new long[0];
        } catch (final OrtException e) {
            return new long[0];
        }
    }

    /**
     * Frees the network. Waits for the runs that have begun; later ones are refused. Closing it again does nothing.
     *
     * @throws IllegalStateException if ONNX Runtime cannot close it
     */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                OPEN.decrementAndGet();
                shared.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
