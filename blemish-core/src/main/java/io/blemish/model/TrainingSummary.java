package io.blemish.model;

import io.blemish.drift.LearnedAppearance;
import io.blemish.image.Appearance;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Size;
import io.blemish.model.ModelDescription.TrainingDescription;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a fit keeps of its pictures, beside the detector.
 *
 * @param dataset the name of the set
 * @param names of the pictures that could be read
 * @param fingerprint of these pictures
 * @param appearances of these pictures
 * @param thumbnails of these pictures
 * @param failures a sentence for each picture that could not be read
 * @param input the size of the network's input
 * @param patches how many patches these pictures have
 * @param sizes of the pictures, if they were cut into tiles; else empty
 * @param reduction that the network sees the pictures much smaller than they are; empty if it does not
 */
record TrainingSummary(
        String dataset,
        List<String> names,
        String fingerprint,
        List<Appearance> appearances,
        Thumbnails thumbnails,
        List<String> failures,
        Size input,
        long patches,
        List<Size> sizes,
        Optional<Reduction> reduction) {
    static TrainingSummary of(final String dataset, final TrainingPatches patches, final ThumbnailMaker thumbnails) {
        final List<String> names =
                patches.pictures().stream().map(Picture::name).toList();
        return new TrainingSummary(
                dataset,
                names,
                new PictureSet(dataset, patches.pictures()).fingerprint(),
                patches.appearances(),
                Thumbnails.of(names, thumbnails.files(patches.pictures())),
                patches.failures(),
                patches.input(),
                patches.patches(),
                patches.slots().sizes(),
                Reduction.of(patches.preprocessing(), patches.first()));
    }

    static TrainingSummary of(final String dataset, final PictureSite.Embedded embedded, final int patchesPerPicture) {
        return new TrainingSummary(
                dataset,
                embedded.names(),
                embedded.fingerprint(),
                embedded.appearances(),
                Thumbnails.of(embedded.names(), embedded.thumbnails()),
                embedded.failures(),
                embedded.placement().input(),
                (long) embedded.names().size() * patchesPerPicture,
                List.of(),
                Reduction.of(embedded.placement()));
    }

    TrainingDescription description() {
        return new TrainingDescription(
                dataset,
                fingerprint,
                names,
                IntStream.range(0, names.size()).boxed().toList(),
                sizes);
    }

    /** How the pictures look; empty if there is one, of which nothing tells how others may differ. */
    Optional<LearnedAppearance> appearance(final PictureScores scores) {
        return appearances.size() < 2
                ? Optional.empty()
                : Optional.of(LearnedAppearance.of(appearances, scores.typicalDistances()));
    }
}
