package io.blemish.server;

import io.blemish.artifact.Json;
import io.blemish.server.http.EventStream;
import io.blemish.server.http.Exchange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends every new verdict, every change of a model or a fit and every drift of pictures to those who listen. Each listener has a thread and a short queue of
 * its own, so that a slow one delays nobody; its stream ends when its queue is full.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int MAX_LISTENERS = 100;
    private static final int QUEUE = 1000;
    private static final int HEARTBEAT_SECONDS = 15;

    /** Wakes a listener's thread. */
    private static final Event END = new Event("", "", Optional.empty());

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private record Event(String name, String data, Optional<String> id) {}

    private final class Listener implements Runnable {
        private final EventStream stream;
        private final Predicate<PredictionResponse> wanted;
        private final BooleanSupplier allowed;
        private final BlockingQueue<Event> queue = new ArrayBlockingQueue<>(QUEUE);
        private volatile boolean tooSlow;

        Listener(final EventStream stream, final Predicate<PredictionResponse> wanted, final BooleanSupplier allowed) {
            this.stream = stream;
            this.wanted = wanted;
            this.allowed = allowed;
        }

        void offer(final Event event) {
            if (!queue.offer(event)) {
                tooSlow = true;
            }
        }

        @Override
        public void run() {
            try (stream) {
                stream.comment("listening");
                while (!tooSlow && !closed) {
                    final Event event = queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                    if (!allowed.getAsBoolean()) {
                        return;
                    }
                    if (event == null) {
                        stream.comment("here");
                    } else if (!event.equals(END)) {
                        stream.event(event.name(), event.data(), event.id());
                    }
                }
            } catch (final IOException e) {
                LOG.debug("A listener is gone.", e);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                listeners.remove(this);
            }
        }
    }

    /** Whether no more listeners are taken. */
    boolean full() {
        return listeners.size() >= MAX_LISTENERS;
    }

    /**
     * Begins to send the verdicts that a listener wants, every change of a model or a fit and every drift.
     *
     * @param allowed whether the listener may still have them; the stream ends when that is over
     */
    void open(final Exchange exchange, final Predicate<PredictionResponse> wanted, final BooleanSupplier allowed) {
        final Listener listener = new Listener(exchange.events(), wanted, allowed);
        listeners.add(listener);
        final Thread thread = new Thread(listener, "events");
        thread.setDaemon(true);
        thread.start();
    }

    void prediction(final PredictionResponse prediction) {
        if (listeners.isEmpty()) {
            return;
        }
        final Event event = new Event("prediction", Json.line(prediction), Optional.of(prediction.id()));
        for (final Listener listener : listeners) {
            if (listener.wanted.test(prediction)) {
                listener.offer(event);
            }
        }
    }

    void model(final ModelEvent change) {
        final Event event = new Event("models", Json.line(change), Optional.empty());
        listeners.forEach(listener -> listener.offer(event));
    }

    void fit(final FitResponse fit) {
        final Event event = new Event("fits", Json.line(fit), Optional.empty());
        listeners.forEach(listener -> listener.offer(event));
    }

    void drift(final DriftWatch.Found found) {
        final Event event = new Event("drift", Json.line(found), Optional.empty());
        listeners.forEach(listener -> listener.offer(event));
    }

    /** Ends every stream. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(listener -> listener.offer(END));
    }
}
