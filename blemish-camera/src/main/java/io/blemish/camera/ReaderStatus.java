package io.blemish.camera;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the process that reads says of itself.
 *
 * @param phase what it does
 * @param frames how many frames it has decoded
 * @param age nanoseconds since the last one or, before the first, since its start
 * @param width of the last frame, in pixels; 0 before the first
 * @param height of the last frame
 * @param problem why it cannot go on, in one sentence; empty otherwise
 */
record ReaderStatus(Phase phase, long frames, long age, int width, int height, String problem) {
    /** What a reader does. */
    enum Phase {
        READING,
        ENDED,
        FAILED
    }

    void write(final DataOutputStream out) throws IOException {
        out.writeUTF(phase.name());
        out.writeLong(frames);
        out.writeLong(age);
        out.writeInt(width);
        out.writeInt(height);
        out.writeUTF(problem);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException also if it is something else
     */
    static ReaderStatus read(final DataInputStream in) throws IOException {
        final String phase = in.readUTF();
        return new ReaderStatus(
                Arrays.stream(Phase.values())
                        .filter(one -> one.name().equals(phase))
                        .findFirst()
                        .orElseThrow(() -> new IOException("it answers in no way that is known")),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readUTF());
    }
}
