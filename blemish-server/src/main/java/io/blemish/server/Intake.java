package io.blemish.server;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/**
 * Receives the bodies of requests into memory: each up to a limit and within a time, all together within a share of the
 * heap, beyond which senders are asked to try again.
 */
final class Intake {
    /** Of the heap, that all bodies together may take. */
    private static final int SHARE = 4;

    private static final int CHUNK = 1 << 16;

    /** A refused body up to this is read to its end, so that the sender sees the answer and can keep its connection. */
    private static final int SMALL = 1 << 20;

    private final Duration receiving;
    private final Semaphore chunks = new Semaphore((int) (Runtime.getRuntime().maxMemory() / SHARE / CHUNK));

    Intake(final Duration receiving) {
        this.receiving = receiving;
    }

    /** A body in memory, whose room is given back by {@link #close}. */
    final class Body implements AutoCloseable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int reserved;

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private void add(final byte[] chunk, final int count) {
            bytes.write(chunk, 0, count);
            // ByteArrayOutputStream doubles its array: twice what is in it.
            while ((long) reserved * CHUNK < 2L * bytes.size()) {
                if (!chunks.tryAcquire()) {
                    throw Overload.tooMuch("The requests that are arriving now fill the server's memory.");
                }
                reserved++;
            }
        }

        @Override
        public void close() {
            chunks.release(reserved);
            reserved = 0;
        }
    }

    /**
     * Receives a body.
     *
     * @param ctx the request
     * @param limit in bytes
     * @throws ProblemException where it is too large, too slow, or breaks off
     */
    Body receive(final Context ctx, final long limit) {
        if (ctx.req().getContentLengthLong() > limit) {
            throw tooLarge(ctx, limit);
        }
        final Body body = new Body();
        try {
            read(ctx, (chunk, count) -> {
                body.add(chunk, count);
                if (body.bytes.size() > limit) {
                    throw tooLarge(ctx, limit);
                }
            });
            return body;
        } catch (final RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /** Reads a refused body and forgets it, where it is small enough to be worth it. */
    void discard(final Context ctx) {
        final long length = ctx.req().getContentLengthLong();
        if (length > 0 && length <= SMALL) {
            read(ctx, (chunk, count) -> {});
        } else {
            closeConnection(ctx);
        }
    }

    /**
     * Reads what is left of the body of a request that gets a problem for an answer. A server that answers and closes
     * while the sender still writes takes the answer away from it.
     */
    void forget(final Context ctx) {
        if (ctx.req().getContentLengthLong() > 0) {
            try {
                discard(ctx);
            } catch (final ProblemException e) {
                closeConnection(ctx);
            }
        }
    }

    private void read(final Context ctx, final Sink sink) {
        try (InputStream in = timed(ctx)) {
            final byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                sink.take(chunk, count);
            }
        } catch (final IOException e) {
            throw brokenOff(ctx, e);
        }
    }

    /** A body as a stream that fails when it takes too long. */
    InputStream timed(final Context ctx) throws IOException {
        return new Timed(ctx.req().getInputStream(), receiving);
    }

    /** Why a body did not arrive. */
    ProblemException brokenOff(final Context ctx, final IOException e) {
        closeConnection(ctx);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new ProblemException(
                        ProblemKind.TOO_SLOW,
                        "The request did not arrive within " + receiving.toSeconds() + " seconds; send it faster.");
            }
            if (cause instanceof HttpException http) {
                return new ProblemException(
                        ProblemKind.of(http.getCode()), "The request's body is not as HTTP demands.");
            }
        }
        return new ProblemException(ProblemKind.BAD_REQUEST, "The request broke off before its end.");
    }

    private static ProblemException tooLarge(final Context ctx, final long limit) {
        closeConnection(ctx);
        return new ProblemException(
                ProblemKind.TOO_MANY_BYTES,
                String.format(Locale.ROOT, "The request has more than the %,d bytes that are taken.", limit));
    }

    private static void closeConnection(final Context ctx) {
        ctx.header("Connection", "close");
    }

    /** Takes what arrives. */
    @FunctionalInterface
    private interface Sink {
        void take(byte[] chunk, int count);
    }

    /** Fails when the whole takes too long; that a single read does not is the connection's idle timeout's business. */
    private static final class Timed extends java.io.FilterInputStream {
        private final long end;

        Timed(final InputStream in, final Duration limit) {
            super(in);
            this.end = System.nanoTime() + limit.toNanos();
        }

        @Override
        public int read() throws IOException {
            check();
            return super.read();
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            check();
            return super.read(target, offset, length);
        }

        private void check() throws IOException {
            if (System.nanoTime() > end) {
                throw new IOException(new TimeoutException("the body took too long"));
            }
        }
    }
}
