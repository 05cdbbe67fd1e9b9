package io.blemish.cli;

import io.blemish.artifact.AtomicFile;
import io.blemish.image.PngWriter;
import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Thumbnails;
import io.blemish.prediction.Evidence;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import io.blemish.prediction.drawing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pictures that show a verdict.
 *
 * @param heatMap the anomaly map in colours
 * @param overlay the map over the picture, with the regions outlined
 * @param evidence the clearest region beside the normal patch that it was compared with; empty if there is no region, or if the
 *     model holds no copy of that patch's picture
 */
record PredictionPictures(Path heatMap, Path overlay, Optional<Path> evidence) {
    /** The longer side of each of the two pictures of an evidence at most, in pixels: four times that of a small copy. */
    private static final int SIDE = 1024;

    /** Draws and writes them. */
    static PredictionPictures write(
            final Path folder,
            final PictureInput input,
            final RgbImage picture,
            final Prediction prediction,
            final Thumbnails thumbnails) {
        return new PredictionPictures(
                write(folder.resolve(input.outputName() + "_heatmap.png"), HeatMap.of(prediction)),
                write(folder.resolve(input.outputName() + "_overlay.png"), Overlay.of(picture, prediction)),
                sideBySide(picture, prediction, thumbnails)
                        .map(drawn -> write(folder.resolve(input.outputName() + "_evidence.png"), drawn)));
    }

    private static Optional<RgbImage> sideBySide(
            final RgbImage picture, final Prediction prediction, final Thumbnails thumbnails) {
        final Optional<Region> clearest = prediction.regions().stream().findFirst();
        final Optional<Evidence> evidence = clearest.flatMap(Region::evidence);
        final Optional<RgbImage> training = evidence.flatMap(found -> thumbnails.of(found.picture()));
        final Size judged = new Size(prediction.width(), prediction.height());
        return training.map(normal -> SideBySide.of(
                Resampler.resize(picture, picture.size().within(SIDE)),
                judged,
                clearest.orElseThrow(),
                evidence.orElseThrow(),
                normal,
                thumbnails.measure(evidence.orElseThrow().picture(), judged)));
    }

    private static Path write(final Path file, final RgbImage picture) {
        AtomicFile.write(file, path -> Files.write(path, PngWriter.toBytes(picture)));
        return file;
    }
}
