package io.blemish.server.models;

import io.blemish.model.Model;

/** A version of a model that stays open until {@link #close} releases it. */
public final class BorrowedModel implements AutoCloseable {
    private final ModelName name;
    private final OpenModel open;

    BorrowedModel(final ModelName name, final OpenModel open) {
        this.name = name;
        this.open = open;
    }

    /** The model's name. */
    public ModelName name() {
        return name;
    }

    /** The version's identifier. */
    public String version() {
        return open.version().id();
    }

    /** The version itself. */
    public Model model() {
        return open.model();
    }

    @Override
    public void close() {
        open.release();
    }
}
