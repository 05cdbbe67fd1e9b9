package io.blemish.server;

import io.blemish.artifact.Json;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Tells everyone who listens of verdicts and models as they come. Each listener has a thread and a short queue of its own:
 * one that does not keep up is cut off, and holds nobody up.
 */
final class Events implements AutoCloseable {
    private static final int MOST_LISTENERS = 100;
    private static final int QUEUE = 1000;
    private static final int HEARTBEAT_SECONDS = 15;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private record Event(String kind, String data, String id) {}

    private final class Listener implements Runnable {
        private final SseClient client;
        private final Predicate<PredictionAnswer> wanted;
        private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
        private volatile boolean gone;

        Listener(final SseClient client, final Predicate<PredictionAnswer> wanted) {
            this.client = client;
            this.wanted = wanted;
        }

        void offer(final Event event) {
            if (!queue.offer(event)) {
                gone = true;
            }
        }

        @Override
        public void run() {
            try {
                client.sendComment("listening");
                while (!gone && !closed && !client.terminated()) {
                    final Event event = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                    if (event == null) {
                        client.sendComment("here");
                    } else if (!event.kind().isEmpty()) {
                        client.sendEvent(event.kind(), event.data(), event.id());
                    }
                }
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                listeners.remove(this);
                client.close();
            }
        }
    }

    /** Whether no more listeners are taken. */
    boolean full() {
        return listeners.size() >= MOST_LISTENERS;
    }

    /** Sends a listener from now on the verdicts that it wants, and all about models. */
    void open(final Context ctx, final Predicate<PredictionAnswer> wanted) {
        new SseHandler(client -> add(client, wanted)).handle(ctx);
    }

    private void add(final SseClient client, final Predicate<PredictionAnswer> wanted) {
        client.keepAlive();
        final Listener listener = new Listener(client, wanted);
        listeners.add(listener);
        client.onClose(() -> listener.gone = true);
        final Thread thread = new Thread(listener, "events");
        thread.setDaemon(true);
        thread.start();
    }

    void prediction(final PredictionAnswer prediction) {
        if (listeners.isEmpty()) {
            return;
        }
        final Event event = new Event("prediction", Json.line(prediction), prediction.id());
        for (final Listener listener : listeners) {
            if (listener.wanted.test(prediction)) {
                listener.offer(event);
            }
        }
    }

    void model(final ModelEvent change) {
        final Event event = new Event("models", Json.line(change), "");
        listeners.forEach(listener -> listener.offer(event));
    }

    /** Ends every stream. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.offer(new Event("", "", "")));
    }
}
