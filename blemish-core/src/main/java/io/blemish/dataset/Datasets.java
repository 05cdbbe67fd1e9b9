package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Opens data sets: finds the layout by the names of the folders, or takes the one that is named. */
public final class Datasets {
    private static final FolderLayout FOLDER = new FolderLayout();
    /** The layouts that names of their own tell apart; if two fit, the first is taken. */
    private static final List<LayoutReader> KNOWN = List.of(
            new MtdLayout(),
            new VisaLayout(),
            new ShanghaiTechLayout(),
            new UcsdPedLayout(),
            new KolektorSddLayout(),
            new KolektorSdd2Layout(),
            new RealIadLayout(),
            new EyecandiesLayout(),
            MvtecLocoLayout.autovi(),
            MvtecLocoLayout.loco(),
            new MvtecAd2Layout(),
            new Mvtec3dLayout(),
            new BmadLayout(),
            MvtecLayout.mvtec(),
            MvtecLayout.btad(),
            new LookoutLayout());

    private Datasets() {}

    /**
     * Finds a data set's samples by the names of files. No picture is opened, and no mask but those of data sets whose
     * masks alone say what is good.
     *
     * @param root the data set's folder, or a manifest
     * @param options how to read it
     * @return the data set, with at least one picture to fit on
     * @throws BlemishException if the folder does not exist, has no known layout, holds several categories and none is
     *     named, or has no good picture to fit on; and if the split file is not one or does not fit the data set
     */
    public static Dataset open(final Path root, final DatasetOptions options) {
        if (LookoutLayout.is(root, options)) {
            return open(root, PictureFile.stem(root), "lookout", LookoutLayout.read(root, options), options);
        }
        if (Manifest.is(root)) {
            return open(root, PictureFile.stem(root), "manifest", Manifest.read(root, options), options);
        }
        final Folder folder = options.category()
                .map(category -> category(Folder.open(root), category))
                .orElseGet(() -> Folder.open(root));
        if (options.layout().equals(Optional.of(DatasetLayout.MANIFEST))) {
            final Path manifest = Manifest.in(folder)
                    .orElseThrow(() -> new DatasetException(
                            ErrorCode.DATA_SET_UNREADABLE,
                            folder.path() + " has no manifest.csv or manifest.jsonl; name"
                                    + " the manifest itself in place of the folder."));
            return open(folder.path(), folder.name(), "manifest", Manifest.read(manifest, options), options);
        }
        final LayoutReader reader =
                options.layout().map(layout -> named(folder, layout)).orElseGet(() -> find(folder));
        final DatasetBuilder found = new DatasetBuilder(folder);
        reader.read(folder, options, found);
        return open(folder.path(), folder.name(), reader.layout().commandName(), found, options);
    }

    private static Dataset open(
            final Path root,
            final String name,
            final String layout,
            final DatasetBuilder found,
            final DatasetOptions options) {
        final List<Sample> samples = thinned(found.samples(), options.trainEvery());
        if (samples.stream().noneMatch(sample -> sample.split() == Split.TRAIN)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    root + " (read as " + layout + ") holds no good pictures to fit on.");
        }
        return new Dataset(name, root, layout, samples, found.warnings());
    }

    /**
     * {@return the categories of a folder of data sets, by name; empty if the folder is a data set itself, or holds none}
     *
     * @param root the folder; a manifest has no categories
     * @throws BlemishException if the folder does not exist
     */
    public static List<String> categories(final Path root) {
        if (Manifest.is(root) || LookoutLayout.is(root, DatasetOptions.DEFAULT)) {
            return List.of();
        }
        final Folder folder = Folder.open(root);
        return KNOWN.stream().anyMatch(reader -> reader.fits(folder)) ? List.of() : categories(folder);
    }

    private static List<String> categories(final Folder root) {
        final List<String> known = root.folders().stream()
                .filter(folder -> KNOWN.stream().anyMatch(reader -> reader.fits(folder)))
                .map(Folder::name)
                .toList();
        if (!known.isEmpty() || FOLDER.fitsByName(root)) {
            return known;
        }
        return root.folders().stream()
                .filter(folder -> FOLDER.fitsByName(folder) && !FOLDER.isTest(folder))
                .map(Folder::name)
                .toList();
    }

    private static Folder category(final Folder root, final String name) {
        return root.folder(name)
                .orElseThrow(() -> new DatasetException(
                        ErrorCode.DATA_SET_UNREADABLE,
                        root.path() + " has no category \"" + name + "\"; it holds " + root.contents() + "."));
    }

    private static LayoutReader named(final Folder folder, final DatasetLayout layout) {
        final LayoutReader reader = Stream.concat(KNOWN.stream(), Stream.of(FOLDER))
                .filter(each -> each.layout() == layout)
                .findFirst()
                .orElseThrow();
        if (!reader.fits(folder)) {
            refuseCategories(folder);
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    folder.path() + " does not have the layout " + layout.commandName() + ": looked for "
                            + reader.expected() + ", but the folder holds " + folder.contents() + ".");
        }
        return reader;
    }

    private static LayoutReader find(final Folder folder) {
        final Optional<LayoutReader> known =
                KNOWN.stream().filter(reader -> reader.fits(folder)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        refuseCategories(folder);
        if (!FOLDER.fits(folder)) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_UNREADABLE,
                    folder.path() + " has no layout that Blemish knows. It holds " + folder.contents()
                            + "; looked for "
                            + KNOWN.stream().map(Datasets::described).collect(Collectors.joining("; "))
                            + "; " + described(FOLDER) + ".");
        }
        return FOLDER;
    }

    private static String described(final LayoutReader reader) {
        return reader.expected() + " (" + reader.layout().commandName() + ")";
    }

    private static void refuseCategories(final Folder folder) {
        final List<String> categories = categories(folder);
        if (!categories.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_AMBIGUOUS,
                    folder.path() + " holds " + categories.size() + " data sets: "
                            + String.join(", ", categories) + ". Choose one of them, such as "
                            + folder.path().resolve(categories.get(0)) + ".");
        }
    }

    private static List<Sample> thinned(final List<Sample> samples, final int every) {
        final List<Sample> kept = new ArrayList<>();
        int count = 0;
        for (final var sample : samples) {
            if (sample.split() != Split.TRAIN || count++ % every == 0) {
                kept.add(sample);
            }
        }
        return kept;
    }
}
