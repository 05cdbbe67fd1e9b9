package io.blemish.cli;

import io.blemish.comparison.PairedComparison;
import java.io.PrintWriter;
import java.util.Locale;

/** Two models on the same pictures, as a table on the terminal. */
final class PairedTable {
    private final PairedComparison comparison;

    PairedTable(final PairedComparison comparison) {
        this.comparison = comparison;
    }

    void print(final PrintWriter out) {
        out.println(comparison.sentence());
        out.printf(
                Locale.ROOT,
                "On %s, %,d pictures that both judged: %s (first) and %s (second)%n",
                comparison.dataset(),
                comparison.pairs().size(),
                comparison.model().name(),
                comparison.against().name());
        out.printf(Locale.ROOT, "  %-13s  %-16s  %-16s  %s%n", "", "first", "second", "difference");
        comparison
                .rows()
                .forEach(row -> out.println(String.format(
                                Locale.ROOT,
                                "  %-13s  %-16s  %-16s  %s",
                                row.figure(),
                                row.model(),
                                row.against(),
                                row.difference())
                        .stripTrailing()));
        out.printf(
                Locale.ROOT,
                "Their verdicts differ on %,d pictures.%n",
                comparison.differing().size());
        out.flush();
    }
}
