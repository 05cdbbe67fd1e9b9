package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.dataset.Mask;
import io.blemish.dataset.MaskDecoder;
import io.blemish.dataset.Sample;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Resampler;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.drawing.GroundTruth;
import io.blemish.prediction.drawing.HeatMap;
import io.blemish.prediction.drawing.Overlay;
import java.nio.file.Path;
import java.util.Optional;

/** Small pictures of one sample for a card: the picture itself, a heat map of it, its true defect. */
final class CardPanels {
    private static final ImageDecoder PICTURES = new ImageDecoder();
    private static final MaskDecoder MASKS = new MaskDecoder(PICTURES);

    private final Sample sample;
    private final Size size;
    private final RgbImage small;

    private CardPanels(final Sample sample, final Size size, final RgbImage small) {
        this.sample = sample;
        this.size = size;
        this.small = small;
    }

    /**
     * Reads the picture.
     *
     * @throws BlemishException if it cannot be read
     */
    static CardPanels of(final Sample sample) {
        final RgbImage picture = decode(sample.picture());
        return new CardPanels(
                sample, picture.size(), Resampler.resize(picture, picture.size().scaledTo(Thumbnail.SIDE)));
    }

    static RgbImage decode(final Path file) {
        return PICTURES.decode(file);
    }

    /** The picture in the size of a thumbnail. */
    RgbImage small() {
        return small;
    }

    Html picture() {
        return panel("Picture", "The picture " + sample.id(), small);
    }

    /** A picture that is judged normal has nothing flagged, so the heat map alone shows more than the overlay. */
    Html heat(final Prediction prediction) {
        return heat(prediction, prediction.verdict() != Decision.OK ? "Overlay" : "Heat map");
    }

    Html heat(final Prediction prediction, final String title) {
        return panel(
                title,
                inWords(prediction),
                prediction.verdict() != Decision.OK
                        ? Overlay.of(small, prediction)
                        : HeatMap.of(prediction, small.size()));
    }

    private static String inWords(final Prediction prediction) {
        return "Heat map: the peak is "
                + Figures.score(prediction.map().peak())
                + ", the pixel threshold " + Figures.score(prediction.pixelThreshold()) + ", "
                + Figures.count(prediction.regions().size(), "region", "regions") + " flagged";
    }

    /** The true defect, if the data set has a mask of it. */
    Optional<Html> truth() {
        return sample.mask() instanceof Mask.None
                ? Optional.empty()
                : MASKS.decode(sample.mask(), sample.picture(), size).map(this::truth);
    }

    private Html truth(final BitMask mask) {
        if (mask.count() == 0) {
            return panel("Mask is empty", "The picture; its mask marks no pixel as defective", small);
        }
        return panel(
                "True defect",
                "The true defect, "
                        + Figures.percent((double) mask.count() / mask.size().pixels()) + " of the picture, outlined",
                GroundTruth.of(small, mask));
    }

    /** Takes the place of the panels of a picture that cannot be read. */
    static Html notShown(final BlemishException reason) {
        return Element.of("p", "hint").holding(Html.name("Not shown. " + reason.getMessage()));
    }

    static Html panel(final String title, final String words, final RgbImage image) {
        return Element.of("figure")
                .holding(
                        Element.of("img")
                                .with("src", Thumbnail.uri(image))
                                .with("width", Integer.toString(image.width()))
                                .with("height", Integer.toString(image.height()))
                                .with("loading", "lazy")
                                .with("alt", words),
                        Element.of("figcaption").holding(Html.name(title)));
    }
}
