package io.blemish.detector.views;

import io.blemish.artifact.ArtifactFile;
import io.blemish.artifact.Ranges;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.Fact;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.WorstShare;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.embedding.Embedding;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The parameters of a detector of several views in a model file.
 *
 * @param views in the order of the folders {@code views/0}, {@code views/1}, …
 * @param coreset the share of the finest grid's patches that a bank keeps, in {@code (0, 1]}
 * @param patchSize the edge of the neighbourhood that a patch covers, in positions of a layer
 * @param worstShare over which share of the patches, the most distant, the score of a picture is the mean
 * @param seed of the projections, the start indices and the choice of held-out pictures
 * @param gridHeight rows of the finest grid of a training picture
 * @param gridWidth columns of the finest grid of a training picture
 * @param dimension channels of all layers together
 */
public record ViewsDescription(
        List<Part> views,
        double coreset,
        int patchSize,
        double worstShare,
        long seed,
        int gridHeight,
        int gridWidth,
        int dimension)
        implements DetectorDescription {
    /** The version of the format that several views need. */
    private static final int VERSION = 4;

    /**
     * One view.
     *
     * @param first the layer's first channel among those of all layers
     * @param direction whether patches are compared by direction
     * @param unit its distances are divided by this: the mean distance of a good picture's patches to the entries that come
     *     from other pictures
     * @param detector its memory bank
     */
    public record Part(int first, boolean direction, double unit, PatchCoreDescription detector) {
        /**
         * Checks the ranges.
         *
         * @param first the layer's first channel among those of all layers
         * @param direction whether patches are compared by direction
         * @param unit the number by which its distances are divided, above 0
         * @param detector its memory bank
         */
        public Part {
            Ranges.within(first, "first", 0, Integer.MAX_VALUE);
            Ranges.within(unit, "unit", Double.MIN_VALUE, Double.MAX_VALUE);
            Ranges.present(detector, "detector");
        }

        Part withDetector(final PatchCoreDescription other) {
            return new Part(first, direction, unit, other);
        }

        View view() {
            return new View(
                    first,
                    detector.dimension(),
                    detector.gridHeight(),
                    detector.gridWidth(),
                    direction,
                    detector.coreset());
        }
    }

    /**
     * Copies the list.
     *
     * @param views each view, in the order of the folders {@code views/0}, {@code views/1}, …; copied
     * @param coreset the share of the finest grid's patches that a bank keeps, in {@code (0, 1]}
     * @param patchSize edge of the neighbourhood that a patch covers, in positions of a layer
     * @param worstShare the share of the patches, the most distant, over which the score of a picture is the mean
     * @param seed the seed of the projections, the start indices and the choice of held-out pictures
     * @param gridHeight number of rows of the finest grid of a training picture
     * @param gridWidth number of columns of the finest grid of a training picture
     * @param dimension number of channels of all layers together
     */
    public ViewsDescription {
        views = Ranges.complete(views, "views");
        Ranges.within(views.size(), "the number of views", 1, Integer.MAX_VALUE);
        Ranges.within(coreset, "coreset", Double.MIN_VALUE, 1);
        new Embedding.Channel(patchSize);
        Ranges.within(worstShare, "worst_share", Double.MIN_VALUE, 1);
        Ranges.grid(gridHeight, gridWidth, dimension);
        for (final Part view : views) {
            final PatchCoreDescription bank = view.detector();
            Ranges.within(view.first(), "first", 0, dimension - bank.dimension());
            Ranges.within(bank.gridHeight(), "the height of a view's grid", 1, gridHeight);
            Ranges.within(bank.gridWidth(), "the width of a view's grid", 1, gridWidth);
        }
    }

    @Override
    public String type() {
        return ViewsOptions.TYPE;
    }

    @Override
    public int formatVersion() {
        return VERSION;
    }

    ViewsDescription withViews(final List<Part> others) {
        return new ViewsDescription(others, coreset, patchSize, worstShare, seed, gridHeight, gridWidth, dimension);
    }

    @Override
    public List<Fact> facts(final String trained) {
        final List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "detector",
                "views, " + patchSize + "x" + patchSize + " patches, " + new WorstShare(worstShare).words() + ", seed "
                        + seed));
        for (int i = 0; i < views.size(); i++) {
            facts.add(new Fact("view " + i, describe(views.get(i), trained)));
        }
        facts.add(new Fact("search", views.get(0).detector().search().summary()));
        return List.copyOf(facts);
    }

    private static String describe(final Part part, final String trained) {
        final PatchCoreDescription bank = part.detector();
        return String.format(
                Locale.ROOT,
                "channels %d to %d%s, a memory bank of %,d patches, a share of %s%s of %s' %dx%d; unit %.4f",
                part.first(),
                part.first() + bank.dimension() - 1,
                part.direction() ? " by direction" : "",
                bank.bankSize(),
                bank.coreset(),
                PatchCoreOptions.limit(bank.maxBankEntries()),
                trained,
                bank.gridHeight(),
                bank.gridWidth(),
                part.unit());
    }

    @Override
    public TrainedDetector open(final ArtifactFile file, final Workers workers) {
        return Views.read(this, file, workers);
    }
}
