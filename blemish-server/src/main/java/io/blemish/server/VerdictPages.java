package io.blemish.server;

import io.blemish.server.history.History;
import io.blemish.server.history.Verdict;
import io.blemish.server.history.VerdictFilter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All verdicts that match a filter, oldest first, a page at a time. */
final class VerdictPages {
    private static final int PAGE = 500;

    private final History history;
    private final VerdictFilter filter;
    private List<Verdict> page;

    /** Reads the first page, before a response begins, so that a history that cannot be read is answered with a problem. */
    VerdictPages(final History history, final VerdictFilter filter) {
        this.history = history;
        this.filter = filter;
        this.page = history.oldest(filter, Optional.empty(), PAGE);
    }

    void forEach(final Receiver receiver) throws IOException {
        while (!page.isEmpty()) {
            for (final Verdict verdict : page) {
                receiver.take(verdict);
            }
            page = history.oldest(filter, Optional.of(page.get(page.size() - 1).id()), PAGE);
        }
    }

    /** Takes verdicts. */
    interface Receiver {
        void take(Verdict verdict) throws IOException;
    }
}
