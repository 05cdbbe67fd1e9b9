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

    /** A mobile network of years ago sends fifty times as much in a second. */
    private static final long LEAST_BYTES_A_SECOND = 1000;

    /** So long a sender may be slower, and so long it may be silent. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final ReadingPlaces PLACES = new ReadingPlaces(HttpServer.MAX_THREADS * 2 / 3);

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
        try (ReadingPlaces.Place place = PLACES.take(exchange.address())) {
            // Not closed: if the body is refused, the rest of it is still to be read.
            final InputStream in = new TimedStream(exchange, time, place);
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
        return new TimedStream(exchange, time, PLACES.take(exchange.address()));
    }

    /** The problem with a request whose body could not be read. Its connection is of no more use. */
    public ProblemException problem(final Exchange exchange, final IOException e) {
        exchange.closeAfterResponse();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return new ProblemException(
                        ProblemKind.TOO_SLOW,
                        "The request did not arrive within " + time.toSeconds()
                                + " seconds; or not steadily; send it faster.");
            }
            if (cause instanceof HttpException http) {
                return new ProblemException(ProblemKind.of(http.getCode()), "The request's body is not valid HTTP.");
            }
        }
        return new ProblemException(ProblemKind.BAD_REQUEST, "The request broke off before its end.");
    }

    /**
     * Fails if the whole takes too long, or if less arrives than any network brings. It checks that between reads; how long one
     * read may block is how long the connection may be silent.
     */
    private static final class TimedStream extends FilterInputStream {
        private final long begin = System.nanoTime();
        private final Exchange exchange;
        private final Duration limit;
        private final ReadingPlaces.Place place;
        private final Duration usualSilence;
        private long received;

        TimedStream(final Exchange exchange, final Duration limit, final ReadingPlaces.Place place) {
            super(exchange.body());
            this.exchange = exchange;
            this.limit = limit;
            this.place = place;
            this.usualSilence = exchange.allowSilence(silence(limit));
        }

        /** A sixth of the time, but no less than the grace, and no more than at any other time. */
        private static Duration silence(final Duration limit) {
            final long sixth = Math.max(GRACE.toMillis(), limit.toMillis() / 6);
            return Duration.ofMillis(Math.min(limit.toMillis(), Math.min(HttpServer.SILENCE.toMillis(), sixth)));
        }

        private boolean isTooSlow() {
            final long time = System.nanoTime() - begin;
            final long least = (time - GRACE.toNanos()) / Duration.ofSeconds(1).toNanos() * LEAST_BYTES_A_SECOND;
            return time > limit.toNanos() || received < least;
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(final byte[] target, final int offset, final int length) throws IOException {
            if (isTooSlow()) {
                throw new IOException(new TimeoutException("the body took too long"));
            }
            try {
                final int count = super.read(target, offset, length);
                received += Math.max(0, count);
                if (count < 0) {
                    exchange.allowSilence(usualSilence);
                    place.close();
                }
                return count;
            } catch (final RuntimeException e) {
                // Jetty throws an unchecked exception if the body is malformed.
                throw new IOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            place.close();
            super.close();
        }
    }
}
