package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The colour pictures of one category of MVTec 3D-AD (Bergmann et al., The MVTec 3D-AD Dataset for Unsupervised 3D
 * Anomaly Detection and Localization, 2022): {@code train/good/rgb}, {@code test/KIND/rgb} and the masks
 * {@code test/KIND/gt}. The scans in {@code xyz} are not read.
 */
final class Mvtec3dLayout implements LayoutReader {
    private static final String GOOD = "good";
    private static final String PICTURES = "rgb";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.MVTEC_3D;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", GOOD, PICTURES) && root.has("test");
    }

    @Override
    public String expected() {
        return "train/good/rgb, test/KIND/rgb and test/KIND/gt";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        found.train(pictures(root.folder("train", GOOD)), GOOD);
        for (final Folder kind : root.folder("test").map(Folder::folders).orElse(List.of())) {
            final List<Path> pictures = pictures(Optional.of(kind));
            if (kind.name().equalsIgnoreCase(GOOD)) {
                found.testNormal(pictures, GOOD);
            } else {
                MaskFolder.of(kind.folder("gt")).addTo(found, pictures, kind.name());
            }
        }
        found.warnLeftOut(
                "validation", pictures(root.folder("validation", GOOD)), "they are neither to fit on nor to test");
    }

    private static List<Path> pictures(final Optional<Folder> scans) {
        return scans.flatMap(folder -> folder.folder(PICTURES))
                .map(Folder::pictures)
                .orElse(List.of());
    }
}
