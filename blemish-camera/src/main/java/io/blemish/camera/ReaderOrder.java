package io.blemish.camera;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What a process is to read. It is sent to its standard input, because others on the machine see a command line.
 *
 * @param source where frames come from
 * @param target the address for FFmpeg
 * @param maxPixels larger frames are refused
 * @param timeout milliseconds that connecting and waiting for data may take
 */
record ReaderOrder(Source source, String target, long maxPixels, int timeout) {
    /** Asks how the reader is; it answers with a {@link ReaderStatus}. */
    static final int STATUS = 's';

    /**
     * Asks for the newest frame; a long follows, the number of the last frame that is known. The answer is a {@link ReaderStatus}, whose
     * {@code frames} is the number of the frame, and 1 and the frame as rows of RGB, or 0 if there is none.
     */
    static final int FRAME = 'f';

    void write(final DataOutputStream out) throws IOException {
        out.writeUTF(source.name());
        out.writeUTF(target);
        out.writeLong(maxPixels);
        out.writeInt(timeout);
        out.flush();
    }

    static ReaderOrder read(final DataInputStream in) throws IOException {
        return new ReaderOrder(Source.valueOf(in.readUTF()), in.readUTF(), in.readLong(), in.readInt());
    }
}
