package io.blemish.model;

import io.blemish.alignment.AlignedInput;
import io.blemish.alignment.Pose;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.PictureFeatures;
import io.blemish.detector.JoinedTiles;
import io.blemish.detector.PatchScores;
import io.blemish.image.Placement;
import io.blemish.image.Preprocessing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A picture that a detector has scored, tile by tile if it goes through the networks in tiles.
 *
 * @param features of its first input
 * @param scores of the whole picture
 * @param extracting nanoseconds that the features of its tiles took, after the extraction itself
 * @param scoring nanoseconds that their scores took
 */
record ScoredPicture(PictureFeatures features, PatchScores scores, long extracting, long scoring) {
    /**
     * Scores a picture.
     *
     * @param detector scores one input of the networks
     * @throws io.blemish.BlemishException if the picture has no features, or the detector cannot judge them
     */
    static ScoredPicture of(
            final Extraction extraction,
            final Preprocessing preprocessing,
            final Function<PictureFeatures, PatchScores> detector) {
        final List<PatchScores> scores = new ArrayList<>();
        final Iterator<PictureFeatures> inputs = extraction.inputs().iterator();
        final long begun = System.nanoTime();
        final PictureFeatures first = inputs.next();
        long extracting = System.nanoTime() - begun;
        scores.add(detector.apply(first));
        while (inputs.hasNext()) {
            final long next = System.nanoTime();
            final PictureFeatures input = inputs.next();
            extracting += System.nanoTime() - next;
            scores.add(detector.apply(input));
        }
        final PatchScores joined = JoinedTiles.of(scores, preprocessing, first.size());
        final PatchScores inside = inside(joined, first.pose(), preprocessing.placement(first.size()));
        return new ScoredPicture(first, inside, extracting, System.nanoTime() - begun - extracting);
    }

    /** The scores without those of patches that show nothing of a picture that was brought to a pose. */
    static PatchScores inside(final PatchScores scores, final Optional<Pose> pose, final Placement placement) {
        return pose.map(known ->
                        scores.without(new AlignedInput(known, placement).outside(scores.height(), scores.width())))
                .orElse(scores);
    }
}
