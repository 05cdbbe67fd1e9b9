package io.blemish.server.models;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How many models may be open at once. Beyond that, the one that nobody has used for the longest time is closed until somebody
 * needs it again. A model that is in use is never closed, so for moments there may be more.
 */
final class OpenModels {
    private final int limit;

    /** The one that was used longest ago comes first. Guarded by this. */
    private final Set<OpenModel> open = new LinkedHashSet<>();

    OpenModels(final int limit) {
        this.limit = limit;
    }

    /** Notes that a model is used now. */
    void used(final OpenModel model) {
        synchronized (this) {
            open.remove(model);
            open.add(model);
        }
        trim();
    }

    /** Notes that a model is closed. */
    synchronized void closed(final OpenModel model) {
        open.remove(model);
    }

    /** Closes those beyond the limit. Without the lock, because a model that closes tells it here. */
    void trim() {
        for (final OpenModel model : beyond()) {
            model.rest();
        }
    }

    private synchronized List<OpenModel> beyond() {
        return open.stream().limit(Math.max(0, open.size() - limit)).toList();
    }
}
