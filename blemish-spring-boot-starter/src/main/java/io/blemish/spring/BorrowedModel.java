package io.blemish.spring;

import io.blemish.model.Model;
import java.util.concurrent.atomic.AtomicBoolean;

/** A model that stays open until {@link #close} gives it back, also if another version takes its place meanwhile. */
public final class BorrowedModel implements AutoCloseable {
    private final String name;
    private final OpenModel open;
    private final AtomicBoolean closed = new AtomicBoolean();

    BorrowedModel(final String name, final OpenModel open) {
        this.name = name;
        this.open = open;
    }

    /** {@return the model's name among the properties} */
    public String name() {
        return name;
    }

    /** {@return the first twelve digits of the SHA-256 of the file that the model came from} */
    public String version() {
        return open.version();
    }

    /** {@return the model, which is not to be closed} */
    public Model model() {
        return open.model();
    }

    Canary canary() {
        return open.canary();
    }

    /** Gives the model back. A second call does nothing. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            open.release();
        }
    }
}
