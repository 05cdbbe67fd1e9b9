package io.blemish.cli;

import java.util.Locale;

/** A share as people write it. */
final class Percent {
    private Percent() {}

    /** A share in percent, with up to four digits behind the point, and none that are needless. */
    static String of(final double share) {
        final String text = String.format(Locale.ROOT, "%.4f", share * 100);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "") + "%";
    }
}
