package io.blemish.backbone.weights;

import io.blemish.BackboneException;
import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The named tensors of a trained network, in the file's order, named as torch names them: {@code conv1.weight},
 * {@code layer1.0.bn1.running_mean}. Names and shapes are known at once; values are read when asked for, so that all of
 * them never need to be in memory. To be closed after use; not safe for use by several threads.
 */
public final class StateDict implements AutoCloseable {
    /** The prefix that torch's wrapper for several GPUs puts before every name. */
    private static final String PARALLEL_PREFIX = "module.";

    private final String source;
    private final Map<String, StoredTensor> tensors;
    private final Closeable file;

    private StateDict(final String source, final Map<String, StoredTensor> tensors, final Closeable file) {
        this.source = source;
        this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        this.file = file;
    }

    /**
     * Makes a state dictionary. If all names have the prefix of torch's wrapper for several GPUs, it is left out.
     *
     * @param source of the tensors, for messages
     * @param tensors by the names in the file
     * @param file that they are read from, to be closed
     */
    static StateDict of(final Path source, final Map<String, StoredTensor> tensors, final Closeable file) {
        final boolean wrapped =
                !tensors.isEmpty() && tensors.keySet().stream().allMatch(name -> name.startsWith(PARALLEL_PREFIX));
        final Map<String, StoredTensor> named = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> named.put(wrapped ? name.substring(PARALLEL_PREFIX.length()) : name, tensor));
        return new StateDict(source.toString(), named, file);
    }

    /**
     * Opens a weights file: {@code .pth} or {@code .pt} written by {@code torch.save} (with or without the zip),
     * {@code .safetensors}, or the initializers of an {@code .onnx} file.
     *
     * @param file to read; stays open until {@link #close}
     * @throws BlemishException if it is missing, damaged, of another format, or holds anything but tensors and plain values
     */
    public static StateDict open(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    file + " does not exist or is no file; give the path of a weights file.");
        }
        try {
            final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".safetensors")) {
                return SafetensorsFile.open(file);
            }
            if (name.endsWith(".onnx")) {
                return OnnxInitializers.open(file);
            }
            return TorchZipFile.isZip(file) ? TorchZipFile.open(file) : TorchLegacyFile.open(file);
        } catch (final IOException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    file + " cannot be read (" + e.getMessage() + "); it may be truncated.",
                    e);
        }
    }

    /** The file that the tensors are read from, for messages. */
    public String source() {
        return source;
    }

    /** Every tensor's name, in the file's order. */
    public Set<String> names() {
        return tensors.keySet();
    }

    /**
     * The shape of one tensor, without reading it.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public List<Integer> shape(final String name) {
        return stored(name).shape();
    }

    /**
     * Reads one tensor.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws BlemishException if the file cannot be read
     */
    public Tensor tensor(final String name) {
        try {
            return stored(name).read();
        } catch (final IOException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE,
                    source + ": tensor " + name + " cannot be read (" + e.getMessage() + "); the file is damaged.",
                    e);
        }
    }

    private StoredTensor stored(final String name) {
        final StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(source + " has no tensor " + name);
        }
        return tensor;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (final IOException e) {
            throw new BackboneException(
                    ErrorCode.BACKBONE_UNREADABLE, source + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
