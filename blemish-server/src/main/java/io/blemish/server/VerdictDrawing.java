package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.artifact.Npy;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Placement;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import io.blemish.server.history.History;
import io.blemish.server.history.PictureStore;
import io.blemish.server.history.Verdict;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Draws past verdicts from what is stored of them: the picture, the map, and how the version of the model placed pictures on
 * its network's input.
 */
final class VerdictDrawing {
    private final History history;
    private final PictureStore pictures;

    /** Without a limit of the server's: the stored pictures were within the limits of their day. */
    private final ImageDecoder decoder = new ImageDecoder();

    VerdictDrawing(final History history, final PictureStore pictures) {
        this.history = history;
        this.pictures = pictures;
    }

    /**
     * Draws the picture alone.
     *
     * @param scale its size
     * @throws ProblemException if it is no longer stored
     */
    RgbImage picture(final Verdict verdict, final Downscaler scale) {
        return scale.image(decoded(verdict));
    }

    /**
     * Draws the heat map alone.
     *
     * @param scale its size, starting from that of the picture
     * @throws ProblemException if it is no longer stored
     */
    RgbImage heatMap(final Verdict verdict, final Downscaler scale) {
        final Size size = new Size(verdict.width(), verdict.height());
        return HeatMap.of(prediction(verdict), scale.size(size));
    }

    /**
     * Draws the picture with its heat map and its regions.
     *
     * @param scale its size
     * @throws ProblemException if it is no longer stored
     */
    RgbImage overlay(final Verdict verdict, final Downscaler scale) {
        return Overlay.of(picture(verdict, scale), prediction(verdict));
    }

    private RgbImage decoded(final Verdict verdict) {
        final byte[] bytes = pictures.picture(verdict.id()).orElseThrow(VerdictDrawing::notStored);
        try {
            return decoder.decode(verdict.id(), bytes);
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "The picture that was kept is damaged.");
        }
    }

    private Prediction prediction(final Verdict verdict) {
        return new Prediction(
                verdict.id(),
                verdict.width(),
                verdict.height(),
                verdict.score(),
                verdict.threshold(),
                verdict.reviewThreshold(),
                verdict.anomalous(),
                verdict.pixelThreshold(),
                verdict.regions(),
                map(verdict));
    }

    private AnomalyMap map(final Verdict verdict) {
        final byte[] npy = pictures.map(verdict.id()).orElseThrow(VerdictDrawing::notStored);
        try {
            final Npy array = Npy.read(new ByteArrayInputStream(npy));
            return new AnomalyMap(array.floats(), placement(verdict));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Placement placement(final Verdict verdict) {
        return history.preprocessing(verdict.version())
                .orElseThrow(VerdictDrawing::notStored)
                .placement(new Size(verdict.width(), verdict.height()));
    }

    /** The problem of a verdict whose picture or map was deleted to make room. */
    static ProblemException notStored() {
        return new ProblemException(ProblemKind.NOT_FOUND, "The picture of that prediction is no longer kept.");
    }
}
