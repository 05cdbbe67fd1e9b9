package io.blemish.camera;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A camera that sends motion JPEG over HTTP, and can go away and come back. */
final class MjpegServer implements AutoCloseable {
    private static final long NANOS_PER_FRAME = 30_000_000;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private volatile boolean up = true;
    private volatile boolean silent;
    private volatile boolean cutOff;
    private volatile int number;

    MjpegServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/video", this::send);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Ends the stream and refuses others, or takes them again. */
    void setUp(final boolean yes) {
        up = yes;
    }

    /** Keeps the connection and sends nothing. */
    void setSilent(final boolean yes) {
        silent = yes;
    }

    /** Sends the first half of each picture alone. */
    void setCutOff(final boolean yes) {
        cutOff = yes;
    }

    /** The number that the next frames show. */
    void show(final int next) {
        number = next;
    }

    private void send(final HttpExchange exchange) throws IOException {
        if (!up) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "multipart/x-mixed-replace; boundary=frame");
        exchange.sendResponseHeaders(200, 0);
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            while (up) {
                if (!silent) {
                    final byte[] whole = Numbered.jpeg(number);
                    final byte[] jpeg = cutOff ? Arrays.copyOf(whole, whole.length / 2) : whole;
                    out.write(("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + jpeg.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
                    out.write(jpeg);
                    out.write("\r\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
                LockSupport.parkNanos(NANOS_PER_FRAME);
            }
        }
    }

    @Override
    public void close() {
        up = false;
        server.stop(0);
        threads.shutdownNow();
    }
}
