package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a CSV or JSON-lines file that lists pictures, one a line: {@code path} (from the file's folder), and if they are
 * known {@code label} ({@code good}, {@code bad}, …), {@code split} ({@code train} or {@code test}), {@code kind},
 * {@code mask}, {@code clip} and {@code frame}. Without a label a picture is good, unless it has a kind that is not. Bad
 * pictures are to test. Good ones without a split are divided by the seed if there are any bad ones; if not, all are to
 * fit on.
 */
final class Manifest {
    private static final Set<String> EXTENSIONS = Set.of("csv", "jsonl", "ndjson");
    private static final Set<String> GOOD = Set.of("good", "ok", "normal", "0", "false");
    private static final Set<String> BAD =
            Set.of("bad", "ko", "anomalous", "anomaly", "abnormal", "defect", "defective", "1", "true");

    private final Path file;
    private final Folder folder;
    private final DatasetBuilder found;

    private Manifest(final Path file) {
        this.file = file;
        this.folder = new Folder(Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + " lies in no folder.")));
        this.found = new DatasetBuilder(folder);
    }

    /** Whether a path is a file with the extension of a manifest. */
    static boolean is(final Path file) {
        return Files.isRegularFile(file) && EXTENSIONS.contains(PictureFile.extension(file));
    }

    /** The manifest of a folder: {@code manifest.csv} and the like. */
    static Optional<Path> in(final Folder folder) {
        return List.of("manifest.csv", "manifest.jsonl", "manifest.ndjson").stream()
                .map(folder.path()::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static DatasetBuilder read(final Path file, final DatasetOptions options) {
        final Manifest manifest = new Manifest(file);
        manifest.read(options);
        return manifest.found;
    }

    private void read(final DatasetOptions options) {
        final List<Entry> entries = new ArrayList<>();
        final Set<String> ids = new HashSet<>();
        for (final var row : Table.read(file).rows()) {
            final Entry entry = entry(row);
            if (!ids.add(entry.id())) {
                throw wrong(row, "names " + entry.id() + " a second time");
            }
            entries.add(entry);
        }
        final List<String> missing = entries.stream()
                .filter(entry -> !Files.isRegularFile(entry.picture()))
                .map(Entry::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    file + " names pictures that are not there: " + ShortList.of(missing)
                            + "; paths count from the folder of the file.");
        }
        final Map<Path, Split> divided = divide(entries, options);
        for (final var entry : entries) {
            add(entry, divided);
        }
    }

    private Map<Path, Split> divide(final List<Entry> entries, final DatasetOptions options) {
        final List<Path> open = entries.stream()
                .filter(entry -> entry.label() == Label.NORMAL && entry.split().isEmpty())
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .map(Entry::picture)
                .toList();
        final boolean tested = entries.stream().anyMatch(entry -> entry.label() == Label.ANOMALOUS);
        final GoodPictures good = tested || options.splitFile().isPresent()
                ? GoodPictures.divide(folder, open, options, found)
                : new GoodPictures(open, List.of());
        final Map<Path, Split> divided = new HashMap<>();
        good.train().forEach(picture -> divided.put(picture, Split.TRAIN));
        good.test().forEach(picture -> divided.put(picture, Split.TEST));
        return divided;
    }

    private void add(final Entry entry, final Map<Path, Split> divided) {
        final Optional<Split> split = entry.label() == Label.ANOMALOUS
                ? Optional.of(entry.split().orElse(Split.TEST))
                : entry.split().or(() -> Optional.ofNullable(divided.get(entry.picture())));
        if (split.isEmpty()) {
            return;
        }
        if (entry.label() == Label.ANOMALOUS && split.get() == Split.TRAIN) {
            found.warn(entry.id() + " is left out: it is not good, and only good pictures are to fit on.");
            return;
        }
        found.add(new Sample(
                entry.id(),
                entry.picture(),
                entry.label(),
                entry.kind(),
                entry.label() == Label.NORMAL ? new Mask.None() : mask(entry),
                split.get(),
                entry.frame()));
    }

    private Mask mask(final Entry entry) {
        if (entry.mask().isEmpty()) {
            return new Mask.Unknown();
        }
        final Path mask = ListedPath.of(file, folder.path(), entry.mask());
        if (!Files.isRegularFile(mask)) {
            found.warn("The mask " + entry.mask() + " of " + entry.id()
                    + " is not there, so the picture is left out of the pixel figures.");
            return new Mask.Unknown();
        }
        return new Mask.Picture(mask);
    }

    private Entry entry(final Table.Row row) {
        final String path = row.get("path");
        if (path.isEmpty()) {
            throw wrong(row, "has no path; each line needs at least that, and a CSV file names it in its first line");
        }
        final Label label = label(row);
        return new Entry(
                path.replace('\\', '/'),
                ListedPath.of(file, folder.path(), path),
                label,
                row.values().getOrDefault("kind", label == Label.NORMAL ? "good" : "bad"),
                row.get("mask"),
                split(row),
                frame(row));
    }

    private Label label(final Table.Row row) {
        final String label = row.get("label").toLowerCase(Locale.ROOT);
        if (label.isEmpty()) {
            final String kind = row.get("kind").toLowerCase(Locale.ROOT);
            return kind.isEmpty() || GOOD.contains(kind) ? Label.NORMAL : Label.ANOMALOUS;
        }
        if (GOOD.contains(label)) {
            return Label.NORMAL;
        }
        if (BAD.contains(label)) {
            return Label.ANOMALOUS;
        }
        throw wrong(row, "has the label \"" + label + "\"; write good or bad, and name the defect under kind");
    }

    private Optional<Split> split(final Table.Row row) {
        return switch (row.get("split").toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "train" -> Optional.of(Split.TRAIN);
            case "test" -> Optional.of(Split.TEST);
            default -> throw wrong(row, "has the split \"" + row.get("split") + "\"; write train or test");
        };
    }

    private Optional<Frame> frame(final Table.Row row) {
        if (row.get("clip").isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Frame(row.get("clip"), Integer.parseInt(row.get("frame"))));
        } catch (final NumberFormatException e) {
            throw wrong(row, "has a clip but no number under frame");
        }
    }

    private BlemishException wrong(final Table.Row row, final String what) {
        return new DatasetException(ErrorCode.DATA_SET_UNREADABLE, file + ", line " + row.line() + ", " + what + ".");
    }

    /** The values of one line. */
    private record Entry(
            String id,
            Path picture,
            Label label,
            String kind,
            String mask,
            Optional<Split> split,
            Optional<Frame> frame) {}
}
