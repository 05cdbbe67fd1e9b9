package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Magnetic Tile Defects as published: the pictures are {@code .jpg}, the masks are the {@code .png} beside them. */
final class MtdLayout implements LayoutReader {
    private static final String PREFIX = "MT_";
    private static final String FREE = "MT_Free";
    private static final String PICTURES = "Imgs";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.MTD;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has(FREE, PICTURES);
    }

    @Override
    public String expected() {
        return "MT_Free/Imgs and MT_KIND/Imgs";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        for (final var folder : root.folders()) {
            final String name = folder.name();
            if (!name.toUpperCase(Locale.ROOT).startsWith(PREFIX)) {
                continue;
            }
            final String kind = name.substring(PREFIX.length());
            final List<Path> files =
                    folder.folder(PICTURES).map(Folder::pictures).orElse(List.of());
            final List<Path> photographs =
                    files.stream().filter(file -> !isMask(file)).toList();
            if (name.equalsIgnoreCase(FREE)) {
                GoodPictures.divide(root, photographs, options, found).addTo(found, kind);
            } else {
                new MaskFolder(files.stream().filter(MtdLayout::isMask).toList()).addTo(found, photographs, kind);
            }
        }
    }

    private static boolean isMask(final Path file) {
        return PictureFile.extension(file).equals("png");
    }
}
