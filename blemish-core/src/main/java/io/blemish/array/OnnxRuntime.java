package io.blemish.array;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** ONNX Runtime, started once for a process, with what its ways with memory and the stack demand. */
public final class OnnxRuntime {
    /** A class path of 9 KB needed between 2 and 4 MB; this is enough for the longest argument of Linux, 128 KiB. */
    private static final long STACK_BYTES = 64L << 20;

    private OnnxRuntime() {}

    /** The environment, started where it is not yet. */
    public static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    /** Begins to start it and returns at once, for a caller that has something else to do before it needs it. */
    public static void begin() {
        final Thread starting = new Thread(OnnxRuntime::environment, "begin-onnxruntime");
        starting.setDaemon(true);
        // Whoever needs the environment hears why there is none.
        starting.setUncaughtExceptionHandler((thread, refused) -> {});
        starting.start();
    }

    /**
     * Works on a thread with a large stack. ONNX Runtime recurses over the process's command line when it starts, and over
     * the graph when it loads one: a class path of a hundred files, or a deep network, exhausts the megabyte that a thread
     * has by default, and ends the process without a word.
     *
     * @param name of the thread
     * @param work what to do
     * @throws OrtException where the work throws it; what else it throws comes out as it is, or as the cause of an
     *     {@link IllegalStateException}
     */
    public static <T> T onLargeStack(final String name, final Work<T> work) throws OrtException {
        final FutureTask<T> task = new FutureTask<>(work::call);
        new Thread(null, task, name, STACK_BYTES).start();
        try {
            return task.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof OrtException refused) {
                throw refused;
            }
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at: " + name);
        }
    }

    /** Room for so many values where ONNX Runtime can read and write them without a copy. */
    static FloatBuffer allocate(final int values) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Work that may be refused. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T call() throws OrtException;
    }

    /** Not within {@link Holder}: its initialisation waits for another thread, which would wait for that in turn. */
    private static OrtEnvironment quiet() {
        // What it would write beside the program's own words comes as an exception, too.
        return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
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
