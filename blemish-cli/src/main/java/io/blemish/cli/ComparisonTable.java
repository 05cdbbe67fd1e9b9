package io.blemish.cli;

import io.blemish.artifact.Json;
import io.blemish.comparison.Comparison;
import io.blemish.comparison.Result;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The table of a comparison. */
final class ComparisonTable {
    private static final String NONE = "-";

    private static final List<String> TITLES = List.of(
            "method",
            "image AUROC",
            "95% interval",
            "pixel AUROC",
            "AUPRO",
            "fit s",
            "ms/picture",
            "network",
            "search",
            "map",
            "model MB",
            "memory MB");

    private static final List<String> CSV_TITLES = List.of(
            "backbone",
            "method",
            "image_auroc",
            "image_auroc_low",
            "image_auroc_high",
            "pixel_auroc",
            "aupro",
            "fit_seconds",
            "picture_millis",
            "backbone_millis",
            "search_millis",
            "map_millis",
            "model_bytes",
            "peak_bytes",
            "failure");

    private final Comparison comparison;

    ComparisonTable(final Comparison comparison) {
        this.comparison = comparison;
    }

    /** {@code --format}. */
    enum Format {
        TEXT,
        MARKDOWN,
        CSV,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void print(final Format format, final PrintWriter out) {
        switch (format) {
            case TEXT -> text(out);
            case MARKDOWN -> markdown(out);
            case CSV -> csv(out);
            case JSON -> out.print(new String(Json.document(comparison), StandardCharsets.UTF_8));
        }
    }

    private void text(final PrintWriter out) {
        out.println(heading());
        final List<List<String>> rows = rows();
        final int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        for (final List<String> row : rows) {
            final StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                final String padding =
                        " ".repeat(widths[column] - row.get(column).length());
                line.append(column == 0 ? row.get(0) + padding : "  " + padding + row.get(column));
            }
            out.println(line.toString().stripTrailing());
        }
        failures(out, "");
        out.println(comparison.sentence());
    }

    private void markdown(final PrintWriter out) {
        out.println(heading());
        out.println();
        final List<List<String>> rows = rows();
        out.println(line(rows.get(0)));
        out.println("|---" + "|---:".repeat(TITLES.size() - 1) + "|");
        rows.stream().skip(1).map(ComparisonTable::line).forEach(out::println);
        out.println();
        failures(out, "- ");
        out.println(comparison.sentence());
    }

    private static String line(final List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String heading() {
        return String.format(
                Locale.ROOT,
                "%s: fitted on %,d good pictures, tested on %,d good and %,d defective ones, %d threads",
                comparison.dataset(),
                comparison.train(),
                comparison.good(),
                comparison.defective(),
                comparison.threads());
    }

    private void failures(final PrintWriter out, final String bullet) {
        for (final Result result : comparison.results()) {
            if (result.failure() != null) {
                out.println(bullet + comparison.label(result) + " failed: " + result.failure());
            } else if (result.accuracy() != null && result.accuracy().failed() > 0) {
                out.println(bullet + comparison.label(result) + " could not read "
                        + result.accuracy().failed() + " pictures.");
            }
        }
    }

    private List<List<String>> rows() {
        final List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        comparison.results().forEach(result -> rows.add(row(result)));
        return rows;
    }

    private List<String> row(final Result result) {
        final Result.Accuracy accuracy = result.accuracy();
        final Result.Cost cost = result.cost();
        final List<String> cells = new ArrayList<>();
        cells.add(comparison.label(result));
        if (accuracy == null || cost == null) {
            cells.add("failed");
            while (cells.size() < TITLES.size()) {
                cells.add(NONE);
            }
            return cells;
        }
        cells.add(metric(accuracy.imageAuroc()));
        cells.add(metric(accuracy.imageAurocLow()) + ".." + metric(accuracy.imageAurocHigh()));
        cells.add(metric(accuracy.pixelAuroc()));
        cells.add(metric(accuracy.aupro()));
        cells.add(format("%.1f", cost.fitSeconds()));
        cells.add(millis(cost.pictureMillis()));
        cells.add(millis(cost.backboneMillis()));
        cells.add(millis(cost.searchMillis()));
        cells.add(millis(cost.mapMillis()));
        cells.add(format("%.1f", cost.modelBytes() / 1e6));
        cells.add(format("%.0f", cost.peakBytes() / 1e6));
        return cells;
    }

    private void csv(final PrintWriter out) {
        out.println(String.join(",", CSV_TITLES));
        for (final Result result : comparison.results()) {
            final Result.Accuracy accuracy = result.accuracy();
            final Result.Cost cost = result.cost();
            final List<@Nullable Object> cells = new ArrayList<>();
            cells.add(result.backbone());
            cells.add(result.method());
            cells.add(accuracy == null ? null : accuracy.imageAuroc());
            cells.add(accuracy == null ? null : accuracy.imageAurocLow());
            cells.add(accuracy == null ? null : accuracy.imageAurocHigh());
            cells.add(accuracy == null ? null : accuracy.pixelAuroc());
            cells.add(accuracy == null ? null : accuracy.aupro());
            cells.add(cost == null ? null : cost.fitSeconds());
            cells.add(cost == null ? null : cost.pictureMillis());
            cells.add(cost == null ? null : cost.backboneMillis());
            cells.add(cost == null ? null : cost.searchMillis());
            cells.add(cost == null ? null : cost.mapMillis());
            cells.add(cost == null ? null : cost.modelBytes());
            cells.add(cost == null ? null : cost.peakBytes());
            cells.add(result.failure());
            out.println(cells.stream().map(ComparisonTable::quoted).collect(Collectors.joining(",")));
        }
    }

    /** A cell as RFC 4180 writes it. */
    private static String quoted(final @Nullable Object value) {
        final String text = value == null ? "" : value.toString();
        return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String metric(final @Nullable Double value) {
        return value == null ? NONE : format("%.4f", value);
    }

    private static String millis(final double value) {
        return format(value < 100 ? "%.1f" : "%.0f", value);
    }

    private static String format(final String pattern, final double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}
