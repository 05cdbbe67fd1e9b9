package io.blemish.dataset;

import java.util.List;
import java.util.Optional;

/**
 * One category of MVTec AD, or of BTAD, which differs in the name of the folder of good pictures only. MPDD (Jezek et
 * al., Deep learning-based defect detection of metal parts, 2021) and the Valeo Anomaly Dataset (Baitieva et al.,
 * Supervised Anomaly Detection for Complex Industrial Images, 2024) are laid out like MVTec AD. The latter has no
 * masks, and defective pictures in its training part, for supervised methods; they are left out.
 */
final class MvtecLayout implements LayoutReader {
    private final DatasetLayout layout;
    private final String good;

    private MvtecLayout(final DatasetLayout layout, final String good) {
        this.layout = layout;
        this.good = good;
    }

    static MvtecLayout mvtec() {
        return new MvtecLayout(DatasetLayout.MVTEC, "good");
    }

    static MvtecLayout btad() {
        return new MvtecLayout(DatasetLayout.BTAD, "ok");
    }

    @Override
    public DatasetLayout layout() {
        return layout;
    }

    @Override
    public boolean fits(final Folder root) {
        return root.has("train", good) && root.has("test");
    }

    @Override
    public String expected() {
        return "train/" + good + " and test/KIND";
    }

    @Override
    public void read(final Folder root, final DatasetOptions options, final DatasetBuilder found) {
        SplitFile.refuse(options, layout());
        for (final var kind : root.folder("train").map(Folder::folders).orElse(List.of())) {
            if (kind.name().equalsIgnoreCase(good)) {
                found.train(kind.pictures(), good);
            } else {
                found.warnOfTraining(kind, kind.pictures());
            }
        }
        final Optional<Folder> truth = root.folder("ground_truth");
        final List<Folder> kinds = root.folder("test").map(Folder::folders).orElse(List.of());
        for (final var kind : kinds) {
            if (kind.name().equalsIgnoreCase(good)) {
                found.testNormal(kind.pictures(), good);
            } else {
                MaskFolder.of(truth.flatMap(folder -> folder.folder(kind.name())))
                        .addTo(found, kind.pictures(), kind.name());
            }
        }
        MaskFolder.warnOfOthers(truth, kinds.stream().map(Folder::name).toList(), found);
    }
}
