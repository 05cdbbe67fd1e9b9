package io.blemish.server.http;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads the bodies of requests into memory: each up to a limit and within a time, and all together within a share of the
 * heap. A request that exceeds one of these gets a problem as its response.
 */
public final class BodyReader {
    /** All bodies together may take this part of the heap: one in so many bytes. */
    private static final int HEAP_SHARE = 4;

    private static final int CHUNK = 1 << 16;

    private final Duration time;
    private final Semaphore chunks = new Semaphore((int) (Runtime.getRuntime().maxMemory() / HEAP_SHARE / CHUNK));

    /**
     * A reader with a share of the heap of its own.
     *
     * @param time how long a body may take to arrive
     */
    public BodyReader(final Duration time) {
        this.time = time;
    }

    /** A body in memory. {@link #close} frees its part of the share. */
    public final class Body implements AutoCloseable {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int reserved;

        private Body() {}

        /** A copy of all bytes. */
        public byte[] bytes() {
            return bytes.toByteArray();
        }

        private void add(final byte[] chunk, final int count) {
            bytes.write(chunk, 0, count);
            // ByteArrayOutputStream doubles its array, which is up to twice as long as what is in it.
            while ((long) reserved * CHUNK < 2L * bytes.size()) {
                if (!chunks.tryAcquire()) {
                    throw ProblemException.overloaded("The requests that are arriving now fill the server's memory.");
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
     * Reads a body.
     *
     * @param exchange whose request has the body
     * @param limit in bytes
     * @return the body, to be closed
     * @throws ProblemException if it is too large or too slow, or ends too early
     */
    public Body read(final Exchange exchange, final long limit) {
        if (exchange.length() > limit) {
            throw tooLarge(limit);
        }
        final Body body = new Body();
        try {
            // Not closed: if the body is refused, the rest of it is still to be read.
            final InputStream in = stream(exchange);
            final byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                body.add(chunk, count);
                if (body.bytes.size() > limit) {
                    throw tooLarge(limit);
                }
            }
            return body;
        } catch (final IOException e) {
            body.close();
            throw problem(exchange, e);
        } catch (final RuntimeException e) {
            body.close();
            throw e;
        }
    }

    private static ProblemException tooLarge(final long limit) {
        return new ProblemException(
                ProblemKind.TOO_MANY_BYTES,
                String.format(Locale.ROOT, "The request has more than the %,d bytes that are taken.", limit));
    }

    /** A body as a stream, which fails if the whole body takes too long to arrive. */
    public InputStream stream(final Exchange exchange) {
        return new TimedStream(exchange.body(), time);
    }

    /** The problem with a request whose body could not be read. Its connection is of no more use. */
    public ProblemException problem(final Exchange exchange, final IOException e) {
        exchange.closeAfterResponse();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new ProblemException(
                        ProblemKind.TOO_SLOW,
                        "The request did not arrive within " + time.toSeconds() + " seconds; send it faster.");
            }
            if (cause instanceof HttpException http) {
                return new ProblemException(ProblemKind.of(http.getCode()), "The request's body is not valid HTTP.");
            }
        }
        return new ProblemException(ProblemKind.BAD_REQUEST, "The request broke off before its end.");
    }

    /**
     * Fails if the whole takes too long. It checks the time between reads; how long one read may block is the connection's
     * own timeout.
     */
    private static final class TimedStream extends FilterInputStream {
        private final long end;

        TimedStream(final InputStream in, final Duration limit) {
            super(in);
            this.end = System.nanoTime() + limit.toNanos();
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            if (System.nanoTime() > end) {
                throw new IOException(new TimeoutException("the body took too long"));
            }
            try {
                return super.read(target, offset, length);
            } catch (final RuntimeException e) {
                // Jetty throws an unchecked exception if the body is malformed.
                throw new IOException(e);
            }
        }
    }
}
