package io.blemish.model;

import io.blemish.alignment.AlignedInput;
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
    private final Optional<AlignedInput> aligned;

    EvidenceFinder(
            final Detector detector,
            final TrainingInputs training,
            final PatchScores scores,
            final Placement placement,
            final Optional<AlignedInput> aligned) {
        this.detector = detector;
        this.training = training;
        this.scores = scores;
        this.placement = placement;
        this.aligned = aligned;
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
        final int x = placement.toInputX(region.peakX());
        final int y = placement.toInputY(region.peakY());
        final int width = placement.input().width();
        final int height = placement.input().height();
        final double[] place = aligned.map(input -> input.toAligned(x, y)).orElseGet(() -> new double[] {x, y});
        final int column = scaled(within(place[0], width), scores.width(), width);
        final int row = scaled(within(place[1], height), scores.height(), height);
        int worst = row * scores.width() + column;
        for (int r = Math.max(0, row - 1); r <= Math.min(scores.height() - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(scores.width() - 1, column + 1); c++) {
                final int patch = r * scores.width() + c;
                worst = scores.distances()[patch] > scores.distances()[worst] ? patch : worst;
            }
        }
        return worst;
    }

    private static int within(final double place, final int length) {
        return (int) Math.max(0, Math.min(length - 1, place));
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
        final Box seen = new Box(
                left,
                top,
                Math.max(1, (source.column() + 1) * width / source.columns() - left),
                Math.max(1, (source.row() + 1) * height / source.rows() - top));
        final Box box = trained.toPicture(training.turn(source.picture())
                .map(turn -> new AlignedInput(turn, trained).toPicture(seen))
                .orElse(seen));
        return new Evidence(training.picture(source.picture()), box.x(), box.y(), box.width(), box.height(), distance);
    }
}
