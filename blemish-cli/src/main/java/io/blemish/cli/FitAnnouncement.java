package io.blemish.cli;

import io.blemish.cli.option.Choices;
import io.blemish.dataset.Dataset;
import io.blemish.image.Preprocessing;
import io.blemish.model.FitOptions;
import io.blemish.model.Method;
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
record FitAnnouncement(Dataset dataset, List<Network> networks, FitOptions options) {
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
                options.method().commandName(),
                dataset.train().size(),
                dataset.name(),
                dataset.format(),
                networks.stream().map(FitAnnouncement::network).collect(Collectors.joining()),
                pictures(options.preprocessing()),
                detector(),
                options.seed(),
                options.threads());
    }

    private static String network(final Network network) {
        return String.format(
                "  network   %s, layers %s%n", network.graph().name(), String.join(", ", network.layers()));
    }

    private static String pictures(final Preprocessing pixels) {
        return (pixels.resize() == Preprocessing.Resize.SQUASH ? "squashed" : "shorter side")
                + " to " + pixels.size() + " pixels"
                + (pixels.crop().isPresent() ? ", middle " + pixels.crop().getAsInt() : "");
    }

    private String detector() {
        if (options.method() instanceof Method.Padim padim) {
            return "a normal distribution at each position, of "
                    + (padim.channels() == 0 ? "as many channels as in the paper" : padim.channels() + " channels");
        }
        if (options.method() instanceof Method.Spade spade) {
            return "the " + spade.pictures() + " most similar pictures of the gallery";
        }
        final int patch = options.embedding().patchSize();
        return Choices.Embeddings.word(options.embedding()) + " embedding of " + patch + "x" + patch + " patches"
                + (options.nearest() > 1 ? ", mean of " + options.nearest() + " distances" : "")
                + ", memory bank of " + Percent.of(options.coreset()) + " of the patches, "
                + options.search().commandName() + " search";
    }
}
