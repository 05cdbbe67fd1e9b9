package io.blemish.dataset;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One category of VisA, as published: {@code Data/Images/Normal}, {@code Data/Images/Anomaly} and
 * {@code Data/Masks/Anomaly}, divided by {@code split_csv/1cls.csv} beside the categories or another CSV file like it,
 * with the columns {@code object}, {@code split}, {@code label}, {@code image} and {@code mask}.
 */
final class VisaLayout implements LayoutReader {
    private static final String NORMAL = "Normal";
    private static final String ANOMALY = "Anomaly";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.VISA;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("Data", "Images", NORMAL);
    }

    @Override
    public String expected() {
        return "Data/Images/Normal and Data/Images/Anomaly";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        final Optional<Path> table = table(root, options);
        if (table.isPresent()) {
            byTable(root, Table.read(table.get()), found);
            return;
        }
        final List<Path> normal =
                root.folder("Data", "Images", NORMAL).map(Folder::pictures).orElse(List.of());
        if (options.splitFile().isEmpty()) {
            found.warn("There is no split_csv/1cls.csv beside the category, so the good pictures are divided by seed.");
        }
        GoodPictures.divide(root, normal, options, found).addTo(found, NORMAL);
        MaskFolder.of(root.folder("Data", "Masks", ANOMALY))
                .addTo(
                        found,
                        root.folder("Data", "Images", ANOMALY)
                                .map(Folder::pictures)
                                .orElse(List.of()),
                        ANOMALY);
    }

    private static Optional<Path> table(final Folder root, final DatasetOptions options) {
        if (options.splitFile().isPresent()) {
            return options.splitFile()
                    .filter(file -> PictureFile.extension(file).equals("csv"));
        }
        return Optional.ofNullable(root.path().toAbsolutePath().normalize().getParent())
                .map(parent -> parent.resolve("split_csv").resolve("1cls.csv"))
                .filter(Files::isRegularFile);
    }

    private static void byTable(final Folder root, final Table table, final DatasetBuilder found) {
        final List<Table.Row> rows = table.rows().stream()
                .filter(row -> row.get("object").equalsIgnoreCase(root.name()))
                .toList();
        final List<String> missing = new ArrayList<>();
        for (final var row : rows) {
            final Path picture = below(root, table, row.get("image"));
            if (!Files.isRegularFile(picture)) {
                missing.add(row.get("image"));
            } else if (row.get("label").equalsIgnoreCase("normal")) {
                if (row.get("split").equalsIgnoreCase("train")) {
                    found.train(List.of(picture), NORMAL);
                } else {
                    found.testNormal(List.of(picture), NORMAL);
                }
            } else {
                found.testAnomalous(picture, ANOMALY, mask(root, table, row));
            }
        }
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + table.file() + " names pictures that are not below " + root.path() + ": "
                            + ShortList.of(missing) + "; is it another data set's?");
        }
        if (rows.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    "The split file " + table.file() + " has no line whose object is " + root.name() + ".");
        }
    }

    private static Mask mask(final Folder root, final Table table, final Table.Row row) {
        final String mask = row.get("mask");
        return mask.isEmpty() || !Files.isRegularFile(below(root, table, mask))
                ? new Mask.Unknown()
                : new Mask.Picture(below(root, table, mask));
    }

    /** The table's paths begin with the category's name. */
    private static Path below(final Folder root, final Table table, final String name) {
        final String prefix = root.name() + "/";
        return ListedPath.of(
                table.file(), root.path(), name.startsWith(prefix) ? name.substring(prefix.length()) : name);
    }
}
