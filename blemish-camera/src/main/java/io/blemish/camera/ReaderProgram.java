package io.blemish.camera;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The process that reads a camera. Its input is an order and then requests; it writes nothing that was not asked for. It ends
 * when its input does, which is when the server that started it is gone.
 */
public final class ReaderProgram {
    private static final int BUFFER = 1 << 16;

    private ReaderProgram() {}

    /**
     * Reads a camera.
     *
     * @param args none
     */
    public static void main(final String[] args) {
        final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        // What a library prints must not come between the answers.
        System.setOut(System.err);
        try {
            final DataInputStream in = new DataInputStream(System.in);
            final ReaderOrder order = ReaderOrder.read(in);
            final NewestFrame newest = new NewestFrame();
            begin(order, newest);
            answer(in, new DataOutputStream(new BufferedOutputStream(out, BUFFER)), newest);
        } catch (final IOException e) {
            // The server is gone.
        } catch (final RuntimeException | Error e) {
            System.err.println("The process that reads a camera failed: " + e);
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void begin(final ReaderOrder order, final NewestFrame newest) {
        final Thread thread = new Thread(() -> read(order, newest), "read");
        thread.setDaemon(true);
        thread.start();
    }

    private static void read(final ReaderOrder order, final NewestFrame newest) {
        try {
            new VideoReader(order).read(newest::set);
            newest.end(ReaderStatus.Phase.ENDED, "");
        } catch (final VideoReader.ReadException e) {
            newest.end(ReaderStatus.Phase.FAILED, String.valueOf(e.getMessage()));
        } catch (final LinkageError e) {
            newest.end(ReaderStatus.Phase.FAILED, "a library of this system is missing (" + e.getMessage() + ")");
        } catch (final RuntimeException | Error e) {
            newest.end(
                    ReaderStatus.Phase.FAILED, "FFmpeg failed (" + e.getClass().getSimpleName() + ")");
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(final DataInputStream in, final DataOutputStream out, final NewestFrame newest)
            throws IOException {
        int request = in.read();
        while (request >= 0) {
            if (request == ReaderOrder.FRAME) {
                newest.write(out, in.readLong());
            } else {
                newest.status().write(out);
            }
            out.flush();
            request = in.read();
        }
    }
}
