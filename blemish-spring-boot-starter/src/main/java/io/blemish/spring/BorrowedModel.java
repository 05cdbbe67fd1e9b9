package io.blemish.spring;

import io.blemish.model.Model;

/** A model that stays open until {@link #close} gives it back, also if another version takes its place meanwhile. */
public final class BorrowedModel implements AutoCloseable {
    private final String name;
    private final OpenModel open;

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

    @Override
    public void close() {
        open.release();
    }
}
