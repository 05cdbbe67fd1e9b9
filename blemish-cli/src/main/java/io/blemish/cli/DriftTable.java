package io.blemish.cli;

import io.blemish.drift.DriftState;
import io.blemish.drift.StatisticState;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a watch of pictures for drift found, as text.
 *
 * @param state what was found
 * @param files the pictures that were watched, in order
 */
record DriftTable(DriftState state, List<Path> files) {
    /** An e-value of more has no digits that matter. */
    private static final double MUCH = 9999.5;

    void print(final PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-17s %10s %10s %10s %10s  %s%n",
                "statistic",
                "learned",
                "now",
                "e-value",
                "p-value",
                "spoke at");
        state.statistics().forEach(one -> out.println(line(one)));
        out.printf(
                Locale.ROOT,
                "%-17s %10s %10s %10s %10s  %s%n",
                "all together",
                "",
                "",
                eValue(state.logEvidence()),
                pValue(state.logEvidence()),
                picture(state.since()));
        out.println();
        out.println(DriftSentence.of(state));
        state.causes().forEach(cause -> out.println("  " + DriftSentence.of(cause)));
        out.println(DriftSentence.promise(state));
        out.flush();
    }

    private String line(final StatisticState one) {
        return String.format(
                Locale.ROOT,
                "%-17s %10.4g %10s %10s %10s  %s",
                one.statistic().word().replace('_', ' '),
                one.learned(),
                one.recent()
                        .map(value -> String.format(Locale.ROOT, "%.4g", value))
                        .orElse("-"),
                eValue(one.logEvidence()),
                pValue(one.logEvidence()),
                picture(one.spokeAt()));
    }

    private static String eValue(final double logEvidence) {
        final double log10 = logEvidence / Math.log(10);
        return log10 > Math.log10(MUCH)
                ? String.format(Locale.ROOT, "1e+%d", (int) Math.floor(log10))
                : String.format(Locale.ROOT, "%.3g", Math.exp(logEvidence));
    }

    /** One divided by an e-value is a p-value (Markov's inequality). */
    private static String pValue(final double logEvidence) {
        return String.format(Locale.ROOT, "%.2g", Math.min(1, Math.exp(-logEvidence)));
    }

    private String picture(final Optional<Long> number) {
        return number.map(n -> String.format(Locale.ROOT, "%,d  %s", n, files.get((int) (n - 1))))
                .orElse("-");
    }
}
