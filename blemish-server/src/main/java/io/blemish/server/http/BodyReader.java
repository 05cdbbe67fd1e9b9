package io.blemish.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;

/**
 * Reads the bodies of requests: each up to a limit and within a time, and those in memory together within a share of the heap. A
 * request that exceeds one of these gets a problem as its response.
 */
public final class BodyReader {
    /** All bodies together may take this part of the heap: one in so many bytes. */
    private static final int HEAP_SHARE = 4;

    private static final int CHUNK = 1 << 16;

    private static final ReadingPlaces PLACES = new ReadingPlaces(HttpServer.MAX_THREADS * 2 / 3);

    private static final Semaphore CHUNKS =
            new Semaphore((int) (Runtime.getRuntime().maxMemory() / HEAP_SHARE / CHUNK));

    private final Duration time;

    /**
     * A reader.
     *
     * @param time how long a body may take to arrive
     */
    public BodyReader(final Duration time) {
        this.time = time;
    }

    /**
     * Reads a body into memory. No thread waits for what has not arrived yet, so nothing may follow a call of this method in an
     * operation.
     *
     * @param exchange whose request has the body
     * @param limit in bytes
     * @param operation goes on with the whole body
     * @throws ProblemException if the body is too large or too slow, or ends too early
     * @throws IOException if the connection fails
     */
    public void read(final Exchange exchange, final long limit, final BodyOperation operation) throws IOException {
        if (exchange.length() > limit) {
            throw tooLarge(limit);
        }
        new ArrivingBody(exchange, time, new InMemory(limit, operation)).handle(exchange);
    }

    /** A body in memory. */
    private final class InMemory implements ArrivingBody.Receiver {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final long limit;
        private final BodyOperation operation;
        private int reserved;

        InMemory(final long limit, final BodyOperation operation) {
            this.limit = limit;
            this.operation = operation;
        }

        @Override
        public void take(final ByteBuffer part) {
            final byte[] copy = new byte[part.remaining()];
            part.get(copy);
            bytes.writeBytes(copy);
            if (bytes.size() > limit) {
                throw tooLarge(limit);
            }
            // ByteArrayOutputStream doubles its array, which is up to twice as long as what is in it.
            while ((long) reserved * CHUNK < 2L * bytes.size()) {
                if (!CHUNKS.tryAcquire()) {
                    throw ProblemException.overloaded("The requests that are arriving now fill the server's memory.");
                }
                reserved++;
            }
        }

        @Override
        public void end(final Exchange exchange) throws IOException {
            try {
                operation.handle(exchange, bytes.toByteArray());
            } finally {
                CHUNKS.release(reserved);
            }
        }

        @Override
        public void fail(final Exchange exchange, final Exception failure) {
            CHUNKS.release(reserved);
            throw failure instanceof ProblemException problem ? problem : problem(exchange, failure);
        }
    }

    private static ProblemException tooLarge(final long limit) {
        return new ProblemException(
                ProblemKind.TOO_MANY_BYTES,
                String.format(Locale.ROOT, "The request has more than the %,d bytes that are taken.", limit));
    }

    /**
     * A body as a stream, which fails if the whole body takes too long to arrive. The thread that reads it waits for what has not
     * arrived yet, so only so many are read at once, and of one sender half of them.
     *
     * @throws ProblemException if as many are being read
     */
    public InputStream stream(final Exchange exchange) {
        return new TimedStream(exchange.body(), new Pace(exchange, time), PLACES.take(exchange.address()));
    }

    /** The problem with a request whose body could not be read. Its connection is of no more use. */
    public ProblemException problem(final Exchange exchange, final Exception failure) {
        exchange.closeAfterResponse();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new ProblemException(
                        ProblemKind.TOO_SLOW,
                        "The request did not arrive within " + time.toSeconds()
                                + " seconds, or arrived too slowly. Send it faster.");
            }
            if (cause instanceof HttpException http) {
                return new ProblemException(ProblemKind.of(http.getCode()), "The request's body is not valid HTTP.");
            }
        }
        return new ProblemException(ProblemKind.BAD_REQUEST, "The request broke off before its end.");
    }
}
