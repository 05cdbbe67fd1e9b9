package io.blemish.camera;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A camera that speaks RTSP (RFC 2326) over TCP, as far as a player of one stream needs it. */
final class RtspServer implements AutoCloseable {
    private static final int FIRST_RTCP = 200;
    private static final int LAST_RTCP = 204;

    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final TestVideo.Stream stream;
    private final long nanosPerFrame;

    RtspServer(final TestVideo.Stream stream, final int rate) throws IOException {
        this.stream = stream;
        this.nanosPerFrame = 1_000_000_000L / rate;
        new Thread(this::serve, "rtsp").start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (final IOException e) {
                // The player is gone, or the test is over.
            }
        }
    }

    private void answer(final Socket client) throws IOException {
        final BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        final DataOutputStream out = new DataOutputStream(client.getOutputStream());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            final String method = line.split(" ", 2)[0];
            final Map<String, String> headers = new HashMap<>();
            for (String one = in.readLine(); one != null && !one.isEmpty(); one = in.readLine()) {
                headers.put(
                        one.substring(0, one.indexOf(':')).toLowerCase(Locale.ROOT),
                        one.substring(one.indexOf(':') + 1).strip());
            }
            out.write(("RTSP/1.0 200 OK\r\nCSeq: " + headers.get("cseq") + "\r\n" + fields(method, headers))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (method.equals("PLAY")) {
                play(out);
                return;
            }
        }
    }

    private String fields(final String method, final Map<String, String> headers) {
        return switch (method) {
            case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY\r\n\r\n";
            case "DESCRIBE" ->
                "Content-Type: application/sdp\r\nContent-Length: "
                        + stream.sdp().length() + "\r\n\r\n" + stream.sdp();
            case "SETUP" -> "Session: 1\r\nTransport: " + headers.get("transport") + "\r\n\r\n";
            default -> "Session: 1\r\n\r\n";
        };
    }

    private void play(final DataOutputStream out) throws IOException {
        final long begin = System.nanoTime();
        for (int number = 0; number < stream.frames().size(); number++) {
            while (System.nanoTime() < begin + number * nanosPerFrame) {
                LockSupport.parkNanos(nanosPerFrame);
            }
            send(out, stream.frames().get(number));
        }
    }

    private static void send(final DataOutputStream out, final List<byte[]> packets) throws IOException {
        for (final byte[] packet : packets) {
            final int type = packet[1] & 0xff;
            out.writeByte('$');
            out.writeByte(type >= FIRST_RTCP && type <= LAST_RTCP ? 1 : 0);
            out.writeShort(packet.length);
            out.write(packet);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            socket.close();
        } catch (final SocketException e) {
            throw new IOException(e);
        }
    }
}
