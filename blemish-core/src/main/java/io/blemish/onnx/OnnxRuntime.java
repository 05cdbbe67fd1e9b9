package io.blemish.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.blemish.BlemishException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime, started once for a process. It makes demands on memory and on the stack, which are met here. */
public final class OnnxRuntime {
    /** A class path of 9 KB needed between 2 and 4 MB; this is enough for the longest argument of Linux, 128 KiB. */
    private static final long STACK_BYTES = 64L << 20;

    /** ONNX Runtime would otherwise take bytes that begin like a format of its own for that, which nobody has checked here. */
    private static final String FORMAT = "session.load_model_format";

    /** Each message that it would print beside the program's own comes as an exception, too. */
    private static final OrtLoggingLevel LEVEL = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;

    private OnnxRuntime() {}

    /** The environment; the first call starts it. */
    public static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    /** Begins to start it and returns at once, for a caller that has something else to do before it needs it. */
    public static void begin() {
        final Thread starting = new Thread(OnnxRuntime::environment, "begin-onnxruntime");
        starting.setDaemon(true);
        // If it does not start, the caller that needs the environment gets the reason.
        starting.setUncaughtExceptionHandler((thread, refused) -> {});
        starting.start();
    }

    /**
     * Works on a thread with a large stack. ONNX Runtime recurses over the process's command line when it starts, and over
     * the graph when it loads one: a class path of a hundred files, or a deep network, exhausts the megabyte that a thread
     * has by default, and ends the process without a message.
     *
     * <p>An interrupt does not end the wait for the result, because nobody could then close it; the caller's thread stays
     * interrupted.
     *
     * @param name of the thread
     * @param work what to do
     * @throws OrtException if the work throws it; any other exception of the work is the cause of an
     *     {@link IllegalStateException}
     * @throws LinkageError if the native library cannot be loaded
     */
    public static <T> T onLargeStack(final String name, final Work<T> work) throws OrtException {
        final FutureTask<T> task = new FutureTask<>(work::call);
        new Thread(null, task, name, STACK_BYTES).start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof OrtException refused) {
                throw refused;
            }
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Loads a network that somebody else made, after a look at what it contains, on a thread with a large stack. No other road
     * leads from a file to ONNX Runtime.
     *
     * @param onnx the contents of an ONNX file, in a direct buffer
     * @param options of the session
     * @throws BlemishException if it refers to other files, or has an operator that is not allowed
     * @throws OnnxFormatException if it is damaged
     * @throws OrtException if ONNX Runtime refuses it
     */
    public static OrtSession open(final ByteBuffer onnx, final OrtSession.SessionOptions options)
            throws OnnxFormatException, OrtException {
        GraphRules.check(onnx);
        options.addConfigEntry(FORMAT, "ONNX");
        return onLargeStack("load-network", () -> environment().createSession(onnx, options));
    }

    /**
     * Loads a graph of a few operators that this library built, and that runs on the calling thread. The session lives as long as the process.
     *
     * @throws IllegalStateException if ONNX Runtime refuses the graph
     */
    public static OrtSession load(final OnnxGraph graph) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return environment().createSession(graph.toBytes(), options);
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime refuses a graph with outputs " + graph.outputs(), e);
        }
    }

    /** Allocates room for floats that ONNX Runtime reads and writes without a copy. */
    public static FloatBuffer floats(final int count) {
        return bytes(Math.multiplyExact(count, Float.BYTES)).asFloatBuffer();
    }

    /** Allocates room for bytes that ONNX Runtime reads and writes without a copy. */
    public static ByteBuffer bytes(final int count) {
        return ByteBuffer.allocateDirect(count).order(ByteOrder.nativeOrder());
    }

    /** The first line of what ONNX Runtime states as the reason, without a full stop. */
    public static String reason(final OrtException refused) {
        return String.valueOf(refused.getMessage())
                .strip()
                .lines()
                .findFirst()
                .orElse("no reason given")
                .replaceFirst("[.]$", "");
    }

    /** Work that ONNX Runtime may refuse. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T call() throws OrtException;
    }

    /**
     * Keeps the native environment alive until the process is gone. When Java shuts down, ONNX Runtime's own hook frees it, even
     * under networks that another thread loads or runs at that moment, and a fault in native code then ends the process with a
     * dump. Nobody can take that hook away, but the environment counts how often it was asked for, and one more is never given
     * back. Where the library does not allow that, all is as before.
     */
    static void keep() {
        try {
            final Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            final Method create =
                    OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            api.setAccessible(true);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), LEVEL.getValue(), "kept");
        } catch (final ReflectiveOperationException | RuntimeException e) {
            // A version that is laid out otherwise: a stop in the wrong moment may end with a dump, and nothing else.
            return;
        }
    }

    /** Not within {@link Holder}: its initialisation waits for another thread, which would then wait for it. */
    private static OrtEnvironment quiet() {
        final OrtEnvironment environment = OrtEnvironment.getEnvironment(LEVEL);
        keep();
        return environment;
    }

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            try {
                return onLargeStack("start-onnxruntime", OnnxRuntime::quiet);
            } catch (final OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
