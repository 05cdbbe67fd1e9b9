package io.blemish.backbone;

import io.blemish.BlemishException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.plugin.DevicePlugin;
import io.blemish.backbone.plugin.PluginCache;
import io.blemish.onnx.OnnxRuntime;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ToDoubleFunction;

/**
 * Which device {@link Device#AUTO} stands for. A network of floats runs where it is faster on this machine: it is timed once, and
 * the answer is kept in the user's cache. A network of integers stays with ONNX Runtime, because OpenVINO rounds them elsewhere
 * and gives other scores; one in bfloat16 needs OpenVINO. Without the plug-in nothing is timed, read or written.
 */
final class DeviceChoice {
    /** A device that is hardly faster is not worth other last digits. */
    private static final double WORTH = 1.1;

    private static final int WARM_UP_RUNS = 3;
    private static final int TIMED_RUNS = 5;

    /** The side of a picture that is timed if the network takes any; the default of a fit. */
    private static final int SIDE = 224;

    private final PluginCache cache;
    private final ToDoubleFunction<Execution> time;

    /**
     * Prepares a choice.
     *
     * @param cache with the plug-ins, in which the answer is kept
     * @param time gives the time of a run, in any unit
     */
    DeviceChoice(final PluginCache cache, final ToDoubleFunction<Execution> time) {
        this.cache = cache;
        this.time = time;
    }

    /** The way to run a network, on a device that is not {@link Device#AUTO}. */
    static Execution of(
            final String name, final ByteBuffer onnx, final List<String> layers, final Execution execution) {
        if (execution.floats() == Precision.BFLOAT16) {
            return execution.withDevice(Device.OPENVINO);
        }
        final PluginCache cache = PluginCache.ofUser();
        final Optional<DevicePlugin> plugin = cache.find(Device.OPENVINO.commandName());
        if (plugin.isEmpty()
                || Precision.of(BackboneGraph.parse(name, onnx.duplicate())) != Precision.FLOAT32
                || Device.OPENVINO.devices(plugin.get()).isEmpty()) {
            return execution.withDevice(Device.CPU);
        }
        return execution.withDevice(new DeviceChoice(cache, run -> time(name, onnx, layers, run))
                .choose(key(onnx, execution, plugin.get()), execution));
    }

    /** The answer of an earlier time, or a new one. */
    Device choose(final String key, final Execution execution) {
        final Path file = cache.folder().resolve("choices.properties");
        final Properties known = read(file);
        final String answer = known.getProperty(key, "");
        for (final Device device : List.of(Device.CPU, Device.OPENVINO)) {
            if (device.commandName().equals(answer)) {
                return device;
            }
        }
        final double own = time.applyAsDouble(execution.withDevice(Device.CPU));
        final double other = time.applyAsDouble(execution.withDevice(Device.OPENVINO));
        final Device faster = own > other * WORTH ? Device.OPENVINO : Device.CPU;
        known.setProperty(key, faster.commandName());
        write(file, known);
        return faster;
    }

    /** All on which the answer depends. */
    private static String key(final ByteBuffer onnx, final Execution execution, final DevicePlugin plugin) {
        final MessageDigest digest = Sha256.digest();
        digest.update(onnx.duplicate());
        digest.update(String.join(
                        "/",
                        OnnxRuntime.environment().getVersion(),
                        plugin.version(),
                        Device.found(plugin).toString(),
                        Integer.toString(Runtime.getRuntime().availableProcessors()),
                        Integer.toString(execution.threads()))
                .getBytes(StandardCharsets.UTF_8));
        return Sha256.hex(digest);
    }

    private static double time(
            final String name, final ByteBuffer onnx, final List<String> layers, final Execution execution) {
        try (Backbone backbone = Backbone.load(name, onnx, layers, execution)) {
            final int height = backbone.side(2, SIDE);
            final int width = backbone.side(3, SIDE);
            final float[] picture = new float[Math.multiplyExact(3 * height, width)];
            long best = Long.MAX_VALUE;
            for (int i = 0; i < WARM_UP_RUNS + TIMED_RUNS; i++) {
                final long begun = System.nanoTime();
                backbone.run(picture, 1, height, width);
                if (i >= WARM_UP_RUNS) {
                    best = Math.min(best, System.nanoTime() - begun);
                }
            }
            return best;
        }
    }

    private static Properties read(final Path file) {
        final Properties known = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            known.load(in);
        } catch (final IOException | IllegalArgumentException e) {
            // Without what was kept, it is timed again.
            known.clear();
        }
        return known;
    }

    private static void write(final Path file, final Properties known) {
        try {
            AtomicFile.write(file, path -> {
                try (OutputStream out = Files.newOutputStream(path)) {
                    known.store(out, null);
                }
            });
        } catch (final BlemishException e) {
            // A cache that cannot be written costs the time of a measurement at each start, and nothing else.
            return;
        }
    }
}
