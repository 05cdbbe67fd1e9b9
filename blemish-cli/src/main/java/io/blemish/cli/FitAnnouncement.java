package io.blemish.cli;

import io.blemish.alignment.AlignmentOptions;
import io.blemish.alignment.Turns;
import io.blemish.dataset.Dataset;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.Tiling;
import io.blemish.model.ModelOptions;
import io.blemish.model.Network;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What {@code fit} is about to do.
 *
 * @param dataset the pictures
 * @param networks the networks, in order
 * @param options all else
 */
record FitAnnouncement(Dataset dataset, List<Network> networks, ModelOptions options) {
    FitAnnouncement {
        networks = List.copyOf(networks);
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "Fitting %s to %,d good pictures of %s (layout %s).%n"
                        + "%s"
                        + "  pictures  %s%n"
                        + "  detector  %s, seed %d, %d threads",
                options.detector().type(),
                dataset.train().size(),
                dataset.name(),
                dataset.layout(),
                networks.stream().map(FitAnnouncement::network).collect(Collectors.joining()),
                pictures(options.preprocessing())
                        + options.alignment().map(FitAnnouncement::aligned).orElse("")
                        + options.turns().map(FitAnnouncement::turned).orElse(""),
                options.detector().summary(),
                options.seed(),
                options.threads());
    }

    private static String network(final Network network) {
        return String.format(
                "  network   %s, layers %s%n", network.graph().name(), String.join(", ", network.layers()));
    }

    private static String aligned(final AlignmentOptions alignment) {
        return ", brought to the pose of "
                + alignment.template().map(Picture::name).orElse("the first one");
    }

    static String turned(final Turns turns) {
        return ", each with " + (turns.count() - 1) + " turned " + (turns.count() == 2 ? "copy" : "copies");
    }

    static String pictures(final Preprocessing pixels) {
        if (pixels.tiling().isPresent()) {
            return tiles(pixels) + pixels.mask().map(FitAnnouncement::inspected).orElse("");
        }
        return (pixels.resize() == Preprocessing.Resize.SQUASH ? "squashed" : "shorter side")
                + " to " + pixels.size() + " pixels"
                + (pixels.crop().isPresent() ? ", middle " + pixels.crop().getAsInt() : "")
                + pixels.mask().map(FitAnnouncement::inspected).orElse("");
    }

    /** How pictures are cut. */
    static String tiles(final Preprocessing pixels) {
        final Tiling tiling = pixels.tiling().orElseThrow();
        return String.format(
                Locale.ROOT,
                "cut into tiles of %1$dx%1$d pixels that overlap by %2$d, each seen as %3$dx%3$d",
                tiling.tile(),
                tiling.overlap(),
                pixels.size());
    }

    /** What a mask leaves to be inspected. */
    static String inspected(final InspectionMask mask) {
        return String.format(Locale.ROOT, ", inspected on %.0f%% of the picture", 100 * mask.share());
    }
}
