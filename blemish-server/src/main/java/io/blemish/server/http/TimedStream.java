package io.blemish.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body whose reader waits for what has not arrived yet. It fails if the body arrives too slowly. */
final class TimedStream extends FilterInputStream {
    private final Pace pace;
    private final ReadingPlaces.Place place;

    /**
     * A stream.
     *
     * @param body blocks until something arrives
     * @param pace checked before each read
     * @param place free again when the body has been read, or the stream is closed
     */
    TimedStream(final InputStream body, final Pace pace, final ReadingPlaces.Place place) {
        super(body);
        this.pace = pace;
        this.place = place;
    }

    @Override
    public int read() throws IOException {
        final byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(final byte[] target, final int offset, final int length) throws IOException {
        pace.check();
        try {
            final int count = super.read(target, offset, length);
            pace.count(Math.max(0, count));
            if (count < 0) {
                pace.end();
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
