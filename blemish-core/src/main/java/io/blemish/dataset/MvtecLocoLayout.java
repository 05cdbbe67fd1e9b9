package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One category of MVTec LOCO AD: {@code ground_truth/KIND/STEM/000.png}, … are the parts of one picture's defect, and
 * {@code defects_config.json} gives the area of each kind that must be found. AutoVI (Carvalho et al., Detecting Visual
 * Anomalies in an Industrial Environment, 2024) differs in the names of the kinds only.
 */
final class MvtecLocoLayout implements LayoutReader {
    private static final String GOOD = "good";
    private static final String TRUTH = "ground_truth";
    private static final String LOGICAL = "logical_anomalies";
    private static final String STRUCTURAL = "structural_anomalies";

    private final DatasetLayout layout;

    private MvtecLocoLayout(final DatasetLayout layout) {
        this.layout = layout;
    }

    static MvtecLocoLayout loco() {
        return new MvtecLocoLayout(DatasetLayout.MVTEC_LOCO);
    }

    static MvtecLocoLayout autovi() {
        return new MvtecLocoLayout(DatasetLayout.AUTOVI);
    }

    @Override
    public DatasetLayout layout() {
        return layout;
    }

    @Override
    public boolean fits(final Folder root) {
        if (!root.has("train", GOOD)) {
            return false;
        }
        return layout == DatasetLayout.AUTOVI
                ? !root.has("test", LOGICAL) && !root.has("test", STRUCTURAL) && hasFoldersOfMasks(root)
                : DefectsConfig.isIn(root) || root.has("test", LOGICAL);
    }

    /** Whether a test picture has a folder of masks, which tells AutoVI from MVTec AD. */
    private static boolean hasFoldersOfMasks(final Folder root) {
        return root.folder(TRUTH).map(Folder::folders).orElse(List.of()).stream()
                .anyMatch(kind -> {
                    final Set<String> masked =
                            kind.folders().stream().map(Folder::name).collect(Collectors.toSet());
                    return !masked.isEmpty()
                            && root.folder("test", kind.name()).map(Folder::pictures).orElse(List.of()).stream()
                                    .map(PictureFile::stem)
                                    .anyMatch(masked::contains);
                });
    }

    @Override
    public String expected() {
        return layout == DatasetLayout.AUTOVI
                ? "train/good and ground_truth/KIND/PICTURE/0000.png"
                : "train/good, test/logical_anomalies and " + DefectsConfig.NAME;
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        root.folder("train", GOOD).ifPresent(good -> found.train(good.pictures(), GOOD));
        final Map<Integer, Mask.Saturation> saturations = DefectsConfig.read(root, found);
        final List<Folder> kinds = root.folder("test").map(Folder::folders).orElse(List.of());
        for (final var kind : kinds) {
            if (kind.name().equals(GOOD)) {
                found.testNormal(kind.pictures(), GOOD);
            } else {
                anomalous(kind, root.folder(TRUTH, kind.name()), saturations, found);
            }
        }
        MaskFolder.warnOfOthers(
                root.folder(TRUTH), kinds.stream().map(Folder::name).toList(), found);
        found.warnLeftOut("validation", "they are neither to fit on nor to test");
    }

    private static void anomalous(
            final Folder kind,
            final Optional<Folder> truth,
            final Map<Integer, Mask.Saturation> saturations,
            final DatasetBuilder found) {
        final List<String> without = new ArrayList<>();
        for (final var picture : kind.pictures()) {
            final List<Path> parts = truth.flatMap(folder -> folder.folder(PictureFile.stem(picture)))
                    .map(Folder::pictures)
                    .orElse(List.of());
            if (parts.isEmpty()) {
                without.add(found.idOf(picture));
            }
            found.testAnomalous(
                    picture, kind.name(), parts.isEmpty() ? new Mask.Unknown() : new Mask.Parts(parts, saturations));
        }
        if (!without.isEmpty()) {
            found.warn("Without a mask, so left out of the pixel figures: " + ShortList.of(without) + ".");
        }
        MaskFolder.warnOfOthers(
                truth, kind.pictures().stream().map(PictureFile::stem).toList(), found);
    }
}
