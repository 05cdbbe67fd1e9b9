package io.blemish.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.util.Callback;

/** A response that goes on: server-sent events, as the HTML standard defines them (text/event-stream). */
public final class EventStream implements AutoCloseable {
    private final OutputStream out;
    private final Callback completion;

    EventStream(final OutputStream out, final Callback completion) {
        this.out = out;
        this.completion = completion;
    }

    /** Sends a line that listeners ignore. */
    public void comment(final String text) throws IOException {
        send(": " + text + "\n");
    }

    /**
     * Sends an event.
     *
     * @param name of the kind of event
     * @param data one line
     * @param id by which a listener knows the last event that it got
     * @throws IOException if the listener is gone
     */
    public void event(final String name, final String data, final Optional<String> id) throws IOException {
        send(id.map(text -> "id: " + text + "\n").orElse("") + "event: " + name + "\ndata: " + data + "\n\n");
    }

    private void send(final String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends the stream, and with it the response. */
    @Override
    public void close() {
        try {
            out.close();
            completion.succeeded();
        } catch (final IOException e) {
            completion.failed(e);
        }
    }
}
