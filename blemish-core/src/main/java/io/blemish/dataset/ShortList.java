package io.blemish.dataset;

import java.util.List;

/** Lists names in a message: the first of them, and the number of the others. */
final class ShortList {
    private static final int SHOWN = 8;

    private ShortList() {}

    static String of(final List<String> names) {
        if (names.size() <= SHOWN) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }
}
