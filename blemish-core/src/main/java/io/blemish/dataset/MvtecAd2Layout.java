package io.blemish.dataset;

import java.util.List;
import java.util.Optional;

/** One category of MVTec AD 2. The labels of its private test pictures are not published, so only public ones are read. */
final class MvtecAd2Layout implements LayoutReader {
    private static final String GOOD = "good";
    private static final String TEST = "test_public";
    private static final String TRUTH = "ground_truth";

    @Override
    public DatasetLayout layout() {
        return DatasetLayout.MVTEC_AD_2;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", GOOD) && root.has(TEST);
    }

    @Override
    public String expected() {
        return "train/good and test_public/KIND";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        root.folder("train", GOOD).ifPresent(good -> found.train(good.pictures(), GOOD));
        final Optional<Folder> truth = root.folder(TEST, TRUTH);
        final List<Folder> kinds = root.folder(TEST).map(Folder::folders).orElse(List.of());
        for (final var kind : kinds) {
            if (kind.name().equals(GOOD)) {
                found.testNormal(kind.pictures(), GOOD);
            } else if (!kind.name().equals(TRUTH)) {
                MaskFolder.of(truth.flatMap(folder -> folder.folder(kind.name())))
                        .addTo(found, kind.pictures(), kind.name());
            }
        }
        MaskFolder.warnOfOthers(truth, kinds.stream().map(Folder::name).toList(), found);
        found.warnLeftOut("validation", "they are neither to fit on nor to test");
        found.warnLeftOut("test_private", "their labels are not published");
        found.warnLeftOut("test_private_mixed", "their labels are not published");
    }
}
