package io.blemish.model;

import io.blemish.array.FloatMatrix;
import io.blemish.detector.DetectorDescription;
import io.blemish.detector.PatchScores;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.ensemble.Ensemble;
import io.blemish.embedding.PatchStore;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.MapRenderer;
import io.blemish.search.Recall;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The scores of all training pictures, each by detectors trained without it.
 *
 * @param scores of each picture, those of each network
 * @param recalls how often each detector's search finds the nearest entry; empty if the search is exact
 */
record HeldOutScores(List<List<PatchScores>> scores, List<Optional<Recall>> recalls) {
    /** Held-out patches that the recall is measured on: enough to know it to two hundredths. */
    private static final int RECALL_SAMPLE = 2000;

    /** Scores each picture by detectors trained on the other folds. */
    static HeldOutScores of(
            final TrainingPatches patches, final Folds folds, final Workers workers, final Progress progress) {
        final int pictures = patches.pictures().size();
        final List<List<PatchScores>> scores = new ArrayList<>(Collections.nCopies(pictures, List.of()));
        final List<Optional<Recall>> recalls = new ArrayList<>();
        int done = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            final int[] heldOut = folds.heldOut(fold);
            try (TrainedNetworks trained =
                    TrainedNetworks.train(patches, without(patches, folds, fold), workers, progress.muted())) {
                final List<TrainedDetector> detectors = trained.detectors();
                for (final int picture : heldOut) {
                    scores.set(picture, scores(patches, detectors, picture));
                    progress.report("calibration", ++done, pictures);
                }
                if (fold == 0) {
                    recalls.addAll(recalls(patches, detectors, heldOut));
                }
            }
        }
        return new HeldOutScores(scores, recalls);
    }

    /**
     * The slots of the other folds. A picture that is alone is held out against its own turned copies, which tell less of how
     * pictures differ than another picture would.
     */
    private static int[] without(final TrainingPatches patches, final Folds folds, final int fold) {
        final int fewest = patches.networks().get(0).trainer().fewestPictures();
        return folds.kept(fold).length < fewest
                ? patches.slots().copies(folds.heldOut(fold))
                : patches.slots().of(folds.kept(fold));
    }

    private static List<PatchScores> scores(
            final TrainingPatches patches, final List<TrainedDetector> detectors, final int picture) {
        return IntStream.range(0, detectors.size())
                .mapToObj(n -> patches.joined(
                        picture,
                        slot -> detectors
                                .get(n)
                                .score(patches.networks().get(n).store().picture(slot))
                                .withoutNearest()))
                .toList();
    }

    private static List<Optional<Recall>> recalls(
            final TrainingPatches patches, final List<TrainedDetector> detectors, final int[] heldOut) {
        return IntStream.range(0, detectors.size())
                .mapToObj(n -> detectors
                        .get(n)
                        .recall(sample(
                                patches.networks().get(n).store(),
                                patches.slots().of(heldOut))))
                .toList();
    }

    /** Some patches of some inputs, as many of each. */
    private static FloatMatrix sample(final PatchStore store, final int[] slots) {
        return store.matrix()
                .select(LongStream.of(sampleRows(slots, store.patchesPerPicture()))
                        .mapToInt(Math::toIntExact)
                        .toArray());
    }

    /** The rows of some patches of some pictures, as many of each; there may be more than 2³¹ rows. */
    static long[] sampleRows(final int[] pictures, final int patchesPerPicture) {
        final long all = (long) pictures.length * patchesPerPicture;
        final int count = (int) Math.min(all, RECALL_SAMPLE);
        return IntStream.range(0, count)
                .mapToLong(i -> i * all / count)
                .map(i -> (long) pictures[(int) (i / patchesPerPicture)] * patchesPerPicture + i % patchesPerPicture)
                .toArray();
    }

    /** The scores of the pictures, as the model that is kept would state them. */
    PictureScores ofPictures(
            final MapRenderer renderer, final TrainingPatches patches, final DetectorDescription description) {
        final List<PatchScores> scored = overNetworks();
        return PictureScores.of(IntStream.range(0, scored.size())
                .mapToObj(i -> PictureScore.of(scored.get(i), description, patches.placement(i), renderer))
                .toList());
    }

    /** The lowest recall. */
    Optional<Recall> recall() {
        return recalls.stream().flatMap(Optional::stream).min(Comparator.comparingDouble(Recall::at1));
    }

    /** The mean score of each network; 1 if that is 0. */
    double[] units() {
        return IntStream.range(0, recalls.size())
                .mapToDouble(n -> scores.stream()
                        .mapToDouble(picture -> picture.get(n).score())
                        .average()
                        .orElse(0))
                .map(mean -> mean > 0 ? mean : 1)
                .toArray();
    }

    /** The scores of each picture over all networks. */
    private List<PatchScores> overNetworks() {
        final double[] units = units();
        return scores.stream().map(each -> Ensemble.mean(each, units)).toList();
    }
}
