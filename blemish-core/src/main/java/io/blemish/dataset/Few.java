package io.blemish.dataset;

import java.util.List;

/** Names in a message: the first of them, and how many more there are. */
final class Few {
    private static final int SHOWN = 8;

    private Few() {}

    static String of(final List<String> names) {
        if (names.size() <= SHOWN) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }
}
