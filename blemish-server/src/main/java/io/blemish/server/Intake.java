package io.blemish.server;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.EndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives the bodies of requests into memory: each up to a limit and within a time, all together within a share of the
 * heap, beyond which senders are asked to try again.
 */
final class Intake {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    /** Of the heap, that all bodies together may take. */
    private static final int SHARE = 4;

    private static final int CHUNK = 1 << 16;
    private static final String CONNECTION = "Connection";

    /** Of a refused body at most so much is read, so that a sender of a usual picture sees the answer. */
    private static final int SMALL = 1 << 23;

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
            throw tooLarge(limit);
        }
        final Body body = new Body();
        try {
            read(ctx, (chunk, count) -> {
                body.add(chunk, count);
                if (body.bytes.size() > limit) {
                    throw tooLarge(limit);
                }
            });
            return body;
        } catch (final RuntimeException e) {
            body.close();
            throw e;
        }
    }

    /**
     * Sends the answer to a request that is refused, then reads what is left of its body: a server that answers and closes
     * while the sender still writes takes the answer away from it. Where that is too much, or stops arriving, the
     * connection is closed.
     */
    void refuse(final Context ctx) {
        final boolean closing = ctx.res().containsHeader(CONNECTION);
        final boolean large = ctx.req().getContentLengthLong() > SMALL;
        if (!closing && large) {
            closeConnection(ctx);
        }
        if (closing || large || !hasBody(ctx)) {
            return;
        }
        try {
            send(ctx);
            drain(ctx);
        } catch (final ProblemException | IOException e) {
            // The server closes the connection of a request that was not read to its end.
            LOG.debug("A refused request was not read to its end.", e);
        }
    }

    private static boolean hasBody(final Context ctx) {
        return ctx.req().getContentLengthLong() > 0 || ctx.header("Transfer-Encoding") != null;
    }

    private static void send(final Context ctx) throws IOException {
        final InputStream answer = ctx.resultInputStream();
        if (answer != null) {
            final byte[] bytes = answer.readAllBytes();
            ctx.result(new byte[0]);
            ctx.res().setContentLength(bytes.length);
            ctx.res().getOutputStream().write(bytes);
            ctx.res().flushBuffer();
        }
    }

    /** While it lasts, the connection may be silent only as long as the sender has in all. */
    private void drain(final Context ctx) {
        final EndPoint connection = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        final long usual = connection.getIdleTimeout();
        connection.setIdleTimeout(receiving.toMillis());
        final AtomicInteger read = new AtomicInteger();
        read(ctx, (chunk, count) -> {
            if (read.addAndGet(count) > SMALL) {
                throw tooLarge(SMALL);
            }
        });
        connection.setIdleTimeout(usual);
    }

    private void read(final Context ctx, final Sink sink) {
        try {
            // Not closed: what is left of a refused body is still to be forgotten.
            final InputStream in = timed(ctx);
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
        if (!ctx.res().isCommitted()) {
            closeConnection(ctx);
        }
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

    private static ProblemException tooLarge(final long limit) {
        return new ProblemException(
                ProblemKind.TOO_MANY_BYTES,
                String.format(Locale.ROOT, "The request has more than the %,d bytes that are taken.", limit));
    }

    private static void closeConnection(final Context ctx) {
        ctx.header(CONNECTION, "close");
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
