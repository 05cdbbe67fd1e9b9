package io.blemish.dataset;

import java.util.List;
import java.util.Optional;

/** MVTec AD, one category. */
final class MvtecLayout implements Layout {
    private static final String GOOD = "good";

    @Override
    public DatasetFormat format() {
        return DatasetFormat.MVTEC;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", GOOD) && root.has("test");
    }

    @Override
    public String shape() {
        return "train/good and test/KIND";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final Reading reading) {
        SplitFile.refuse(options, format());
        root.folder("train", GOOD).ifPresent(good -> reading.train(good.pictures(), GOOD));
        final Optional<Folder> truth = root.folder("ground_truth");
        for (final var kind : root.folder("test").map(Folder::folders).orElse(List.of())) {
            if (kind.name().equalsIgnoreCase(GOOD)) {
                reading.testNormal(kind.pictures(), GOOD);
            } else {
                MaskFolder.of(truth.flatMap(folder -> folder.folder(kind.name())))
                        .addTo(reading, kind.pictures(), kind.name());
            }
        }
    }
}
