package io.blemish.server.models;

import io.blemish.model.Model;
import java.util.Optional;
import java.util.function.Supplier;

/** A version of a model that stays open until {@link #close} releases it. */
public final class BorrowedModel implements AutoCloseable {
    private final ModelName name;
    private final OpenModel open;

    private BorrowedModel(final ModelName name, final OpenModel open) {
        this.name = name;
        this.open = open;
    }

    /**
     * Borrows a version.
     *
     * @param current the version that is to be borrowed now; asked again if that one is retired meanwhile
     */
    static Optional<BorrowedModel> borrow(final ModelName name, final Supplier<Optional<OpenModel>> current) {
        while (true) {
            final Optional<OpenModel> open = current.get();
            if (open.isEmpty() || open.get().borrow()) {
                return open.map(borrowed -> new BorrowedModel(name, borrowed));
            }
        }
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
