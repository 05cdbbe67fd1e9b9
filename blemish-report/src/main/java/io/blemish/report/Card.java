package io.blemish.report;

import io.blemish.BlemishException;
import io.blemish.evaluation.JudgedSample;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.Thumbnails;
import io.blemish.prediction.Decision;
import io.blemish.prediction.Prediction;
import io.blemish.prediction.Region;
import io.blemish.prediction.drawing.SideBySide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One judged picture, beside its heat map and its true defect if that is known. */
final class Card {
    private final JudgedSample judged;
    private final Thumbnails thumbnails;
    private final boolean aligned;
    private final Prediction prediction;

    /**
     * The card of a picture.
     *
     * @param aligned whether the model brings pictures to a pose: then places of training pictures are places of its copies alone
     */
    Card(final JudgedSample judged, final Thumbnails thumbnails, final boolean aligned) {
        this.judged = judged;
        this.thumbnails = thumbnails;
        this.aligned = aligned;
        this.prediction = judged.prediction();
    }

    Html toHtml() {
        return Element.of("article", "card")
                .holding(
                        Element.of("h3").holding(Html.name(judged.sample().id())),
                        Element.of("p", "facts")
                                .holding(
                                        Element.of("span", judged.anomalous() ? "tag defective" : "tag good")
                                                .holding(Html.name(
                                                        judged.sample().kind())),
                                        Html.text((prediction.verdict() == Decision.REVIEW ? " to review," : "")
                                                + " score " + Figures.score(prediction.score()) + ", "
                                                + distanceFromThreshold())),
                        gauge())
                .holding(panels())
                .holding(evidence());
    }

    private String distanceFromThreshold() {
        if (!(prediction.threshold() > 0)) {
            return "threshold " + Figures.score(prediction.threshold());
        }
        final double share = prediction.margin() / prediction.threshold();
        return Figures.percent(Math.abs(share)) + (share > 0 ? " above" : " below") + " the threshold";
    }

    /** A bar that shows the position of the score between 0 and twice the threshold. */
    private Html gauge() {
        final float score = prediction.score();
        final float threshold = prediction.threshold();
        final double share = score <= 0 ? 0 : threshold > 0 ? Math.min(1, score / threshold / 2) : 1;
        return Element.of("div", "gauge")
                .with("aria-hidden", "true")
                .holding(Element.of("span").with("style", String.format(Locale.ROOT, "width:%.1f%%", 100 * share)));
    }

    private List<Html> panels() {
        final List<Html> panels = new ArrayList<>();
        Optional<Html> sideBySide = Optional.empty();
        try {
            final CardPanels sample = CardPanels.of(judged.sample());
            panels.add(sample.picture());
            panels.add(sample.heat(prediction));
            sample.truth().ifPresent(panels::add);
            sideBySide = sideBySide(sample.small());
        } catch (final BlemishException e) {
            panels.add(CardPanels.notShown(e));
        }
        return Stream.concat(Stream.of(Element.of("div", "panels").holding(panels)), sideBySide.stream())
                .toList();
    }

    /** The normal patch that the clearest region was compared with. */
    private List<Html> evidence() {
        return clearest().flatMap(Region::evidence).stream()
                .map(found -> (Html) Element.of("p", "facts evidence")
                        .text("Compared with ")
                        .holding(Html.name(found.picture()))
                        .text(" at " + found.x() + ", " + found.y() + ": distance " + Figures.score(found.distance())))
                .toList();
    }

    /** The clearest region beside that patch, if its training picture is in the model or on the disk. */
    private Optional<Html> sideBySide(final RgbImage small) {
        return clearest()
                .flatMap(region -> region.evidence()
                        .flatMap(found -> trainingImage(found.picture())
                                .map(training -> Element.of("div", "pair")
                                        .holding(CardPanels.panel(
                                                "Nearest normal patch, beside the clearest region",
                                                "Left the clearest region of the picture, right the normal patch that it was"
                                                        + " compared with, both outlined",
                                                SideBySide.of(
                                                        small,
                                                        judgedSize(),
                                                        region,
                                                        found,
                                                        training,
                                                        thumbnails.measure(found.picture(), judgedSize())))))));
    }

    private Size judgedSize() {
        return new Size(prediction.width(), prediction.height());
    }

    /** The first region, which has the highest peak. */
    private Optional<Region> clearest() {
        return prediction.regions().stream().findFirst();
    }

    /** The model's small copy of a training picture, else its file, if that is where its name says beside the judged one. */
    private Optional<RgbImage> trainingImage(final String name) {
        return thumbnails.of(name).or(() -> trainingPicture(name).map(CardPanels::decode));
    }

    private Optional<Path> trainingPicture(final String name) {
        final Path judgedFile = judged.sample().picture();
        final Path id = Path.of(judged.sample().id());
        if (aligned || id.isAbsolute() || Path.of(name).isAbsolute() || !judgedFile.endsWith(id)) {
            return Optional.empty();
        }
        Path root = judgedFile.toAbsolutePath();
        for (int i = 0; i < id.getNameCount() && root != null; i++) {
            root = root.getParent();
        }
        return Optional.ofNullable(root)
                .map(folder -> folder.resolve(name).normalize())
                .filter(file -> Files.isRegularFile(file));
    }
}
