package io.blemish.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The masks of one kind of defect: {@code STEM_mask.EXT} or {@code STEM.EXT} for each picture {@code STEM}. */
final class MaskFolder {
    private static final String SUFFIX = "_mask";

    private final Map<String, Path> byStem = new LinkedHashMap<>();

    MaskFolder(final List<Path> files) {
        files.forEach(file -> byStem.put(PictureFile.stem(file), file));
    }

    static MaskFolder of(final Optional<Folder> folder) {
        return new MaskFolder(folder.map(Folder::picturesBelow).orElse(List.of()));
    }

    /** The stem of the picture to which a mask belongs by its name. */
    static String stemOfPicture(final Path mask) {
        final String stem = PictureFile.stem(mask);
        return stem.endsWith(SUFFIX) ? stem.substring(0, stem.length() - SUFFIX.length()) : stem;
    }

    boolean isEmpty() {
        return byStem.isEmpty();
    }

    /**
     * Adds pictures with a defect, each with its mask. Warns of pictures without a mask if others have one, and of masks
     * without a picture.
     */
    void addTo(final DatasetBuilder found, final List<Path> pictures, final String kind) {
        final boolean masked = !isEmpty();
        final Map<String, Path> left = new LinkedHashMap<>(byStem);
        final List<String> without = new ArrayList<>();
        for (final var picture : pictures) {
            final Optional<Path> mask = take(left, PictureFile.stem(picture));
            if (mask.isEmpty()) {
                without.add(found.idOf(picture));
            }
            found.testAnomalous(picture, kind, mask.<Mask>map(Mask.Picture::new).orElseGet(Mask.Unknown::new));
        }
        if (masked && !without.isEmpty()) {
            found.warn("Without a mask, so left out of the pixel figures: " + ShortList.of(without) + ".");
        }
        warnOf(left.values(), found);
    }

    /**
     * Warns of masks in folders of masks that have no folder of pictures.
     *
     * @param truth holds the folders of masks
     * @param known the names of the folders of pictures
     */
    static void warnOfOthers(final Optional<Folder> truth, final Collection<String> known, final DatasetBuilder found) {
        warnOf(
                truth.map(Folder::folders).orElse(List.of()).stream()
                        .filter(folder -> !known.contains(folder.name()))
                        .flatMap(folder -> folder.picturesBelow().stream())
                        .toList(),
                found);
    }

    /** Warns of masks without a picture, if there are any. */
    static void warnOf(final Collection<Path> masks, final DatasetBuilder found) {
        if (!masks.isEmpty()) {
            found.warn("Masks without a picture: "
                    + ShortList.of(masks.stream().map(found::idOf).toList()) + ".");
        }
    }

    private static Optional<Path> take(final Map<String, Path> masks, final String stem) {
        final Optional<Path> suffixed = Optional.ofNullable(masks.remove(stem + SUFFIX));
        return suffixed.isPresent() ? suffixed : Optional.ofNullable(masks.remove(stem));
    }
}
