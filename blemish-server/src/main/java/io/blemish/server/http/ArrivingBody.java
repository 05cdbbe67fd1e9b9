package io.blemish.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.Content;

/** A body while it arrives. A thread takes the parts that are there and leaves; none waits for the next part. */
final class ArrivingBody implements Operation {
    private final Receiver receiver;
    private final Pace pace;

    /** What is done with a body. */
    interface Receiver {
        /**
         * Takes a part.
         *
         * @throws ProblemException if no more is to be read
         */
        void take(ByteBuffer part);

        /** Goes on when the body is whole. */
        void end(Exchange exchange) throws IOException;

        /** Goes on when the body is not read to its end. */
        void fail(Exchange exchange, Exception failure) throws IOException;
    }

    /**
     * A body; {@link #handle} begins to read it.
     *
     * @param exchange whose request has the body
     * @param limit how long the body may take to arrive
     * @param receiver takes the body
     */
    ArrivingBody(final Exchange exchange, final Duration limit, final Receiver receiver) {
        this.receiver = receiver;
        this.pace = new Pace(exchange, limit);
    }

    @Override
    public void handle(final Exchange exchange) throws IOException {
        final boolean whole;
        try {
            whole = takeWhatIsThere(exchange);
        } catch (final IOException | RuntimeException e) {
            receiver.fail(exchange, e);
            return;
        }
        if (whole) {
            pace.end();
            receiver.end(exchange);
        } else {
            exchange.whenMoreArrives(this);
        }
    }

    /** Gives the body up, because there is no thread for the rest of it. */
    void refuse(final Exchange exchange) throws IOException {
        exchange.closeAfterResponse();
        receiver.fail(exchange, HttpServer.noThread());
    }

    /** Returns whether the body is whole. */
    private boolean takeWhatIsThere(final Exchange exchange) throws IOException {
        for (Content.Chunk chunk = exchange.part(); chunk != null; chunk = exchange.part()) {
            if (Content.Chunk.isFailure(chunk)) {
                throw new IOException(chunk.getFailure());
            }
            try {
                pace.check();
                pace.count(chunk.remaining());
                receiver.take(chunk.getByteBuffer());
            } finally {
                chunk.release();
            }
            if (chunk.isLast()) {
                return true;
            }
        }
        pace.check();
        return false;
    }
}
