package io.blemish.cli;

import io.blemish.artifact.AtomicFile;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The pictures that show a verdict.
 *
 * @param heatMap the anomaly map in colours
 * @param overlay the map over the picture, with the regions outlined
 */
record PredictionPictures(Path heatMap, Path overlay) {
    /** Draws and writes them. */
    static PredictionPictures write(
            final Path folder, final PictureInput input, final RgbImage picture, final Prediction prediction) {
        return new PredictionPictures(
                write(folder.resolve(input.outputName() + "_heatmap.png"), HeatMap.of(prediction)),
                write(folder.resolve(input.outputName() + "_overlay.png"), Overlay.of(picture, prediction)));
    }

    private static Path write(final Path file, final RgbImage picture) {
        AtomicFile.write(file, path -> Files.write(path, PngWriter.toBytes(picture)));
        return file;
    }
}
