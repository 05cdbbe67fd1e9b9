package io.blemish.server.models;

import io.blemish.model.Model;

/** A model that stays open, and the same version, until it is given back by {@link #close}. */
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

    /** The version that judges. */
    public String version() {
        return open.version().id();
    }

    /** What judges. */
    public Model model() {
        return open.model();
    }

    @Override
    public void close() {
        open.giveBack();
    }
}
