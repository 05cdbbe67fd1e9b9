package io.blemish.model;

import io.blemish.InputException;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.quantisation.StaticQuantisation;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Sample;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and what is used of it.
 *
 * @param graph the network
 * @param layers whose feature maps are used
 */
public record Network(BackboneGraph graph, List<String> layers) {
    /** Pictures from which ranges are learned; with 128 the error on others was the same. */
    private static final int PICTURES = 32;

    /** Copies the list. */
    public Network {
        layers = List.copyOf(layers);
    }

    /**
     * The same network in 8-bit integers, cut to its layers, with ranges learned from some of a data set's good pictures.
     * Models that use it must contain it: the network in floats does not stand for it.
     *
     * @param dataset whose training pictures to learn from; what cannot be read is passed over
     * @param preprocessing from a picture to the network's input
     * @param progress hears of the stage {@code integers}
     * @throws InputException where no picture can be read, or the network does not allow it
     */
    public Network toInt8(final Dataset dataset, final Preprocessing preprocessing, final Progress progress) {
        final List<RgbImage> pictures = some(dataset.train(), progress);
        if (pictures.isEmpty()) {
            throw new InputException("Data set " + dataset.root()
                    + " has no good picture that can be read, from which the integer network could learn its ranges.");
        }
        return new Network(StaticQuantisation.of(graph.cut(layers), preprocessing, pictures), layers);
    }

    private static List<RgbImage> some(final List<Sample> samples, final Progress progress) {
        final ImageDecoder decoder = new ImageDecoder();
        final int count = Math.min(samples.size(), PICTURES);
        final List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final Sample sample = samples.get((int) ((long) i * samples.size() / count));
            try {
                pictures.add(decoder.decode(sample.picture()));
            } catch (final InputException unreadable) {
                // The fit names it when it comes to it.
                continue;
            }
            progress.report("integers", i + 1, count);
        }
        return pictures;
    }

    /** The same with its graph cut to the layers. */
    Network cut() {
        return new Network(graph.cut(layers), layers);
    }
}
