package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * KolektorSDD (Tabernik et al., Segmentation-based deep-learning approach for surface-defect detection, 2020): a folder
 * for each of 50 commutators, {@code kos01/Part0.jpg} with its mask {@code kos01/Part0_label.bmp}. A picture is good if
 * its mask is black. The authors cross-validate over commutators and publish no division into good pictures to fit on
 * and pictures to test.
 */
final class KolektorSddLayout implements LayoutReader {
    private static final Pattern ITEM = Pattern.compile("kos\\d+", Pattern.CASE_INSENSITIVE);
    private static final String LABEL = "_label";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.KOLEKTOR_SDD;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.folders().stream().anyMatch(KolektorSddLayout::isItem);
    }

    @Override
    public String expected() {
        return "kos01/Part0.jpg and kos01/Part0_label.bmp";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        final List<Path> pictures = new ArrayList<>();
        final Map<Path, Path> masks = new HashMap<>();
        for (final Folder item : root.folders()) {
            if (isItem(item)) {
                addItem(item, pictures, masks);
            }
        }
        final DrawnMasks drawn = DrawnMasks.of(root, pictures, picture -> Optional.ofNullable(masks.get(picture)));
        GoodPictures.divide(root, drawn.good(), options, found).addTo(found, "good");
        drawn.testDefective(found);
    }

    private static void addItem(final Folder item, final List<Path> pictures, final Map<Path, Path> masks) {
        final Map<String, Path> byStem = DrawnMasks.byStem(item.pictures());
        byStem.forEach((stem, file) -> {
            if (!stem.endsWith(LABEL)) {
                pictures.add(file);
                Optional.ofNullable(byStem.get(stem + LABEL)).ifPresent(mask -> masks.put(file, mask));
            }
        });
    }

    private static boolean isItem(final Folder folder) {
        return ITEM.matcher(folder.name()).matches();
    }
}
