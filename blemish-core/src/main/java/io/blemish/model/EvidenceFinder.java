package io.blemish.model;

import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.detector.PatchSource;
import io.blemish.image.Box;
import io.blemish.image.Placement;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Region;
import java.util.List;
import java.util.Optional;

/** Finds the normal patch that each region was compared with. */
final class EvidenceFinder {
    private final Detector detector;
    private final TrainingInputs training;
    private final PatchScores scores;
    private final Placement placement;

    EvidenceFinder(
            final Detector detector,
            final TrainingInputs training,
            final PatchScores scores,
            final Placement placement) {
        this.detector = detector;
        this.training = training;
        this.scores = scores;
        this.placement = placement;
    }

    /** The regions with their evidence, if the detector keeps patches. */
    List<Region> of(final List<Region> regions) {
        return scores.nearest().length == 0
                ? regions
                : regions.stream().map(region -> region.with(evidence(region))).toList();
    }

    private Optional<Evidence> evidence(final Region region) {
        final int patch = worst(region);
        return detector.source(scores.nearest()[patch])
                .filter(source -> source.picture() < training.count())
                .map(source -> evidence(source, scores.distances()[patch]));
    }

    /** The farthest patch among that at the peak and those beside it, because the map is smoothed. */
    private int worst(final Region region) {
        final int column = scaled(
                placement.toInputX(region.peakX()),
                scores.width(),
                placement.input().width());
        final int row = scaled(
                placement.toInputY(region.peakY()),
                scores.height(),
                placement.input().height());
        int worst = row * scores.width() + column;
        for (int y = Math.max(0, row - 1); y <= Math.min(scores.height() - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(scores.width() - 1, column + 1); x++) {
                final int patch = y * scores.width() + x;
                worst = scores.distances()[patch] > scores.distances()[worst] ? patch : worst;
            }
        }
        return worst;
    }

    /** In long, because the map of a long picture in tiles has as many pixels as it. */
    private static int scaled(final int place, final int patches, final int pixels) {
        return (int) ((long) place * patches / pixels);
    }

    private Evidence evidence(final PatchSource source, final float distance) {
        final Placement trained = training.placement(source.picture(), placement);
        final int width = trained.input().width();
        final int height = trained.input().height();
        final int left = source.column() * width / source.columns();
        final int top = source.row() * height / source.rows();
        final Box box = trained.toPicture(new Box(
                left,
                top,
                Math.max(1, (source.column() + 1) * width / source.columns() - left),
                Math.max(1, (source.row() + 1) * height / source.rows() - top)));
        return new Evidence(training.picture(source.picture()), box.x(), box.y(), box.width(), box.height(), distance);
    }
}
