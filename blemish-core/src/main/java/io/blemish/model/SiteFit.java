package io.blemish.model;

import io.blemish.array.FloatMatrix;
import io.blemish.backbone.FeatureMap;
import io.blemish.backbone.FeatureSource;
import io.blemish.detector.TrainedDetector;
import io.blemish.detector.patchcore.BankPatches;
import io.blemish.detector.patchcore.BankTrainer;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.search.Recall;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A fit to pictures that lie on other machines. It does what a fit on one machine does, in the same order. */
final class SiteFit {
    private static final PictureScore NOT_YET = new PictureScore(0, 0, 0);

    private final String dataset;
    private final PictureSite.Embedded embedded;
    private final ModelOptions options;
    private final Workers workers;
    private final Progress progress;

    SiteFit(
            final String dataset,
            final PictureSite.Embedded embedded,
            final ModelOptions options,
            final Workers workers,
            final Progress progress) {
        this.dataset = dataset;
        this.embedded = embedded;
        this.options = options;
        this.workers = workers;
        this.progress = progress;
    }

    FitSummary run(final FeatureSource source, final long begun, final ModelTrainer model, final Path file) {
        final int pictures = embedded.names().size();
        ModelTrainer.requirePictures(dataset, pictures, 2);
        options.preprocessing()
                .mask()
                .ifPresent(mask -> mask.requireProportions(embedded.placement().picture()));
        final Folds folds = Folds.draw(pictures, options.folds(), options.seed());
        final BankTrainer trainer = trainer(source);
        final BankPatches patches = embedded.patches(trainer);
        final long ready = System.nanoTime();
        final int[] all = IntStream.range(0, pictures).toArray();
        try (TrainedNetworks trained =
                new TrainedNetworks(new ArrayList<>(List.of(trainer.train(patches, all, workers, progress))))) {
            final long made = System.nanoTime();
            final List<PictureScore> scores = new ArrayList<>(Collections.nCopies(pictures, NOT_YET));
            final Optional<Recall> recall = scoreFolds(trainer, patches, folds, scores);
            return model.finish(
                    new ModelTrainer.Fitted(
                            TrainingSummary.of(dataset, embedded, patches.patchesPerPicture()),
                            trained,
                            trained.detectors().get(0).withRecall(recall).description(),
                            new double[] {1},
                            PictureScores.of(scores),
                            recall,
                            new ModelTrainer.Times(begun, ready, made)),
                    Optional.of(source),
                    Optional.empty(),
                    file);
        }
    }

    /** The trainer sees what feature maps a picture has; all have the same. */
    private BankTrainer trainer(final FeatureSource source) {
        final Size input = embedded.placement().input();
        final List<FeatureMap> maps = source.features(List.of(ModelCheck.picture(input.width(), input.height())))
                .get(0)
                .orElseThrow()
                .network(0);
        return (BankTrainer) options.detector().trainer(maps, options.seed());
    }

    private Optional<Recall> scoreFolds(
            final BankTrainer trainer, final BankPatches patches, final Folds folds, final List<PictureScore> scores) {
        Optional<Recall> recall = Optional.empty();
        int done = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            final int[] heldOut = folds.heldOut(fold);
            try (TrainedDetector trained = trainer.train(patches, folds.kept(fold), workers, progress.muted())) {
                final List<PictureScore> scored = embedded.score(trained, heldOut, options.sigma());
                for (int i = 0; i < heldOut.length; i++) {
                    scores.set(heldOut[i], scored.get(i));
                }
                done += heldOut.length;
                progress.report("calibration", done, scores.size());
                if (fold == 0) {
                    recall = trained.recall(sample(patches, heldOut));
                }
            }
        }
        return recall;
    }

    private static FloatMatrix sample(final BankPatches patches, final int[] heldOut) {
        return patches.copy(HeldOutScores.sampleRows(heldOut, patches.patchesPerPicture()))
                .release();
    }
}
