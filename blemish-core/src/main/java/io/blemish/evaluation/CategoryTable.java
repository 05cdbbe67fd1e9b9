package io.blemish.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of several data sets and their mean, as papers print them: every data set counts alike, however many
 * pictures it has.
 *
 * @param categories the figures of each data set
 * @param mean over all of them; a figure that one of them lacks has no mean
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record CategoryTable(List<MetricsFile> categories, Mean mean) {
    /**
     * Copies the list.
     *
     * @param categories the figures of each data set; copied
     * @param mean the means over all of them; a figure that one of them lacks has no mean
     */
    public CategoryTable {
        categories = List.copyOf(categories);
    }

    /**
     * Means over the categories, each null where a category lacks the figure.
     *
     * @param categories how many
     * @param imageAuroc mean area under the ROC curve of the image scores
     * @param imageAp mean average precision of the image scores
     * @param imageF1Max mean of the largest F1 of the image scores
     * @param pixelAuroc mean area under the ROC curve of the maps' values
     * @param pixelAp mean average precision of the maps' values
     * @param pixelF1Max mean of the largest F1 of the maps' values
     * @param aupro mean area under the PRO curve
     * @param auspro mean area under the saturated PRO curve
     */
    public record Mean(
            int categories,
            @Nullable Double imageAuroc,
            @Nullable Double imageAp,
            @Nullable Double imageF1Max,
            @Nullable Double pixelAuroc,
            @Nullable Double pixelAp,
            @Nullable Double pixelF1Max,
            @Nullable Double aupro,
            @Nullable Double auspro) {}

    /**
     * {@return a table with the mean of the given figures}
     *
     * @param categories the figures of each data set, in the order of the rows
     */
    public static CategoryTable of(final List<MetricsFile> categories) {
        return new CategoryTable(
                categories,
                new Mean(
                        categories.size(),
                        mean(categories, MetricsFile::imageAuroc),
                        mean(categories, MetricsFile::imageAp),
                        mean(categories, MetricsFile::imageF1Max),
                        mean(categories, MetricsFile::pixelAuroc),
                        mean(categories, MetricsFile::pixelAp),
                        mean(categories, MetricsFile::pixelF1Max),
                        mean(categories, MetricsFile::aupro),
                        mean(categories, MetricsFile::auspro)));
    }

    private static @Nullable Double mean(
            final List<MetricsFile> categories, final Function<MetricsFile, @Nullable Double> figure) {
        double sum = 0;
        for (final MetricsFile category : categories) {
            final Double value = figure.apply(category);
            if (value == null) {
                return null;
            }
            sum += value;
        }
        return categories.isEmpty() ? null : sum / categories.size();
    }

    /**
     * Writes the table as JSON.
     *
     * @param file replaced in one step where it exists
     */
    public void writeJson(final Path file) {
        AtomicFile.write(file, path -> Files.write(path, Json.document(this)));
    }

    /**
     * Writes the table as Markdown.
     *
     * @param file replaced in one step where it exists
     */
    public void writeMarkdown(final Path file) {
        AtomicFile.write(file, path -> Files.writeString(path, markdown(), StandardCharsets.UTF_8));
    }

    private String markdown() {
        final boolean saturated = categories.stream().anyMatch(row -> row.auspro() != null);
        final Stream<String> head = Stream.of(
                "| category | image AUROC | image AP | image F1-max | pixel AUROC | pixel AP | pixel F1-max | AUPRO |"
                        + (saturated ? " AUsPRO |" : ""),
                "|---|---:|---:|---:|---:|---:|---:|---:|" + (saturated ? "---:|" : ""));
        final Stream<String> rows = categories.stream()
                .map(row -> line(
                                row.dataset().replace("|", "\\|"),
                                row.imageAuroc(),
                                row.imageAp(),
                                row.imageF1Max(),
                                row.pixelAuroc(),
                                row.pixelAp(),
                                row.pixelF1Max(),
                                row.aupro())
                        + (saturated ? cell(row.auspro()) : ""));
        final Stream<String> last = Stream.of(line(
                        "**mean of " + mean.categories() + "**",
                        mean.imageAuroc(),
                        mean.imageAp(),
                        mean.imageF1Max(),
                        mean.pixelAuroc(),
                        mean.pixelAp(),
                        mean.pixelF1Max(),
                        mean.aupro())
                + (saturated ? cell(mean.auspro()) : ""));
        return Stream.of(head, rows, last).flatMap(Function.identity()).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(final String name, final @Nullable Double... figures) {
        final StringBuilder line = new StringBuilder("| ").append(name).append(" |");
        for (final Double figure : figures) {
            line.append(cell(figure));
        }
        return line.toString();
    }

    private static String cell(final @Nullable Double figure) {
        return " " + (figure == null ? "–" : String.format(Locale.ROOT, "%.4f", figure)) + " |";
    }
}
