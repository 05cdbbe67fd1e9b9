package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The colour pictures of one category of Eyecandies (Bonfiglioli et al., The Eyecandies Dataset for Unsupervised
 * Multimodal Anomaly Detection and Localization, 2022): {@code train/data/000_image_5.png},
 * {@code test_public/data/00_image_5.png} and its mask {@code test_public/data/00_mask.png}. There are six pictures of
 * a candy, each under another light; the last is read, which the authors show as the colour picture; depth and normals
 * are not read. A picture is good if its mask is black.
 */
final class EyecandiesLayout implements LayoutReader {
    private static final String DATA = "data";
    private static final String TEST = "test_public";
    private static final String PICTURE = "_image_5";
    private static final String MASK = "_mask";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.EYECANDIES;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", DATA) && root.has(TEST, DATA);
    }

    @Override
    public String expected() {
        return "train/data/000_image_5.png and test_public/data/00_image_5.png";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        found.train(pictures(root, "train"), "good");
        root.folder(TEST, DATA).ifPresent(test -> {
            final Map<String, Path> byStem = DrawnMasks.byStem(test.pictures());
            DrawnMasks.of(test, pictures(root, TEST), picture -> Optional.ofNullable(byStem.get(maskOf(picture))))
                    .test(found);
        });
        found.warnLeftOut("val", pictures(root, "val"), "they are neither to fit on nor to test");
        found.warnLeftOut("test_private", pictures(root, "test_private"), "their labels are not published");
    }

    private static List<Path> pictures(final Folder root, final String part) {
        return root.folder(part, DATA).map(Folder::pictures).orElse(List.of()).stream()
                .filter(file -> PictureFile.stem(file).endsWith(PICTURE))
                .toList();
    }

    private static String maskOf(final Path picture) {
        final String stem = PictureFile.stem(picture);
        return stem.substring(0, stem.length() - PICTURE.length()) + MASK;
    }
}
