package io.blemish.array;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * ONNX Runtime, started once for a process. Its start reads the process's command line by a recursion that is as deep as
 * that is long: with a class path of a hundred files it exhausts the megabyte of stack that a thread has by default, and
 * ends the process without a word. So it is started on a thread with a larger stack.
 */
public final class OnnxRuntime {
    /** A class path of 9 KB needed between 2 and 4 MB; this is enough for the longest argument of Linux, 128 KiB. */
    private static final long STARTING_STACK_BYTES = 64L << 20;

    private OnnxRuntime() {}

    /** The environment, started where it is not yet. */
    public static OrtEnvironment environment() {
        return Holder.ENVIRONMENT;
    }

    private static final class Holder {
        static final OrtEnvironment ENVIRONMENT = start();

        private static OrtEnvironment start() {
            final FutureTask<OrtEnvironment> task = new FutureTask<>(OrtEnvironment::getEnvironment);
            new Thread(null, task, "start-onnxruntime", STARTING_STACK_BYTES).start();
            try {
                return task.get();
            } catch (final ExecutionException e) {
                if (e.getCause() instanceof LinkageError missing) {
                    throw missing;
                }
                throw new IllegalStateException(e.getCause());
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while ONNX Runtime was started");
            }
        }
    }
}
