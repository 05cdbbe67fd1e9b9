package io.blemish.camera;

import io.blemish.image.RgbImage;
import io.blemish.server.camera.CameraFrame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A process that reads a camera, so that a fault of FFmpeg, which decodes what comes from a network, ends that process alone. It answers one
 * request after another, and ends with this process.
 */
final class ReaderProcess implements AutoCloseable {
    private static final int CHANNELS = 3;
    private static final int BUFFER = 1 << 16;

    /** It answers from memory, but for the first time, when it may have to unpack FFmpeg; one that takes longer is stuck. */
    private static final long PATIENCE_SECONDS = 30;

    /** Java needs little, because frames are in memory of FFmpeg; FFmpeg's own is bounded by the size of a frame. */
    private static final String HEAP = "-Xmx64m";

    /** Options for the server's Java: an agent or a port among them would end a second process. */
    private static final Set<String> JAVA_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private static final String SETTINGS = "BLEMISH_";

    private static final ScheduledThreadPoolExecutor LATER = later();

    private final Process process;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final long maxPixels;

    private static ScheduledThreadPoolExecutor later() {
        final ScheduledThreadPoolExecutor later = new ScheduledThreadPoolExecutor(1, task -> {
            final Thread thread = new Thread(task, "camera-patience");
            thread.setDaemon(true);
            return thread;
        });
        // Ten questions a second would else leave hundreds of tasks, each with its process.
        later.setRemoveOnCancelPolicy(true);
        return later;
    }

    private ReaderProcess(final Process process, final long maxPixels) {
        this.process = process;
        this.maxPixels = maxPixels;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /**
     * Starts a process.
     *
     * @param order what it reads
     * @param folder for the libraries of FFmpeg as files, and for what Java writes at a crash
     */
    static ReaderProcess start(final ReaderOrder order, final Path folder) throws IOException {
        Files.createDirectories(folder);
        final Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        final List<String> command = List.of(
                java.toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Java 24 and newer warn of libraries that are loaded without it.
                "--enable-native-access=ALL-UNNAMED",
                // A dump would hold the password. Messages of a crash must not come between the answers.
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisplayVMOutputToStderr",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Dorg.bytedeco.javacpp.cachedir=" + folder,
                // Its limit is one for the memory of the whole process, a multiple of the heap.
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                ReaderProgram.class.getName());
        final ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(ReaderProcess::isOfTheServer);
        // Not in the command, whose length some systems limit.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        final ReaderProcess reader = new ReaderProcess(builder.start(), order.maxPixels());
        try {
            order.write(reader.out);
            return reader;
        } catch (final IOException e) {
            reader.close();
            throw e;
        }
    }

    /** What decodes the pictures of a network is not to know the server's passwords. */
    static boolean isOfTheServer(final String variable) {
        final String name = variable.toUpperCase(Locale.ROOT);
        return JAVA_OPTIONS.contains(name) || name.startsWith(SETTINGS);
    }

    /** Asks how it is. */
    synchronized ReaderStatus status() throws IOException {
        return within(() -> {
            out.writeByte(ReaderOrder.STATUS);
            out.flush();
            return ReaderStatus.read(in);
        });
    }

    /**
     * Asks for the newest frame.
     *
     * @param after the number of a frame of this process
     * @return empty if there is none after that one
     */
    synchronized Optional<CameraFrame> frame(final long after) throws IOException {
        return within(() -> {
            out.writeByte(ReaderOrder.FRAME);
            out.writeLong(after);
            out.flush();
            final ReaderStatus status = ReaderStatus.read(in);
            // Before the frame, whose pixels take time.
            final Instant time = Instant.now().minusNanos(status.age());
            return in.readUnsignedByte() == 0 ? Optional.<CameraFrame>empty() : Optional.of(frame(status, time));
        });
    }

    private CameraFrame frame(final ReaderStatus status, final Instant time) throws IOException {
        final long pixels = (long) status.width() * status.height();
        if (status.width() < 1 || status.height() < 1 || pixels > maxPixels || pixels > Integer.MAX_VALUE / CHANNELS) {
            throw new IOException("its frames have " + status.width() + "×" + status.height() + " pixels");
        }
        final byte[] rgb = new byte[(int) pixels * CHANNELS];
        in.readFully(rgb);
        return new CameraFrame(status.frames(), time, new RgbImage(status.width(), status.height(), rgb));
    }

    private interface Question<T> {
        T ask() throws IOException;
    }

    /** Ends the process if it does not answer in time, which ends the wait for it. */
    private <T> T within(final Question<T> question) throws IOException {
        final ScheduledFuture<?> late = LATER.schedule(process::destroyForcibly, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            return question.ask();
        } finally {
            late.cancel(false);
        }
    }

    /** The process, for tests that end it. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the process now. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
