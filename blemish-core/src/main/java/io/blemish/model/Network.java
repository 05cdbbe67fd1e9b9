package io.blemish.model;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.Precision;
import io.blemish.backbone.quantisation.StaticQuantisation;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * A network and the layers that are used of it.
 *
 * @param graph the network
 * @param layers whose feature maps are used
 * @param precision in what numbers it is computed
 */
public record Network(BackboneGraph graph, List<String> layers, Precision precision) {
    /** Pictures from which ranges are learned; with 128 the error on others was the same. */
    private static final int PICTURES = 32;

    /**
     * Copies the list.
     *
     * @param graph the network
     * @param layers names of the layers whose feature maps are used; copied
     * @param precision the numbers in which it is computed
     */
    public Network {
        layers = List.copyOf(layers);
    }

    /**
     * Computes in the numbers of the graph.
     *
     * @param graph the network
     * @param layers names of the layers whose feature maps are used; copied
     */
    public Network(final BackboneGraph graph, final List<String> layers) {
        this(graph, layers, Precision.of(graph));
    }

    /**
     * {@return the same network, computed in floats of 16 bits} Only a device that computes in them runs it, in a model that was
     * fitted with it too.
     */
    public Network toBfloat16() {
        return new Network(graph, layers, Precision.BFLOAT16);
    }

    /**
     * {@return the same network in 8-bit integers, cut to its layers, with ranges learned from some good pictures} Models
     * that use it must contain it, because the network in floats cannot replace it.
     *
     * @param good pictures to learn from; those that cannot be read are passed over
     * @param preprocessing from a picture to the network's input
     * @param progress hears of the stage {@code integers}
     * @throws BlemishException if no picture can be read, or the network does not allow it
     */
    public Network toInt8(final PictureSet good, final Preprocessing preprocessing, final Progress progress) {
        final List<RgbImage> pictures = some(good.pictures(), preprocessing, progress);
        if (pictures.isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    "Data set " + good.origin()
                            + " has no good picture that can be read, from which the integer network could learn its ranges.");
        }
        return new Network(StaticQuantisation.of(graph.cut(layers), preprocessing, pictures), layers);
    }

    private static List<RgbImage> some(
            final List<Picture> good, final Preprocessing preprocessing, final Progress progress) {
        final int count = Math.min(good.size(), PICTURES);
        final List<RgbImage> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try {
                final RgbImage picture =
                        good.get((int) ((long) i * good.size() / count)).decode();
                preprocessing.placement(picture.size());
                pictures.add(picture);
            } catch (final BlemishException unsuitable) {
                // The fit names it when it comes to it.
                continue;
            }
            progress.report("integers", i + 1, count);
        }
        return pictures;
    }

    /**
     * Loads networks.
     *
     * @param networks to load
     * @param execution how to run them
     * @throws BlemishException if one cannot be loaded; the others are closed then
     */
    static List<Backbone> load(final List<Network> networks, final Execution execution) {
        return Backbone.loadAll(
                networks,
                network ->
                        Backbone.load(network.graph(), network.layers(), execution.withPrecision(network.precision())));
    }

    /** The same with its graph cut to the layers. */
    Network cut() {
        return new Network(graph.cut(layers), layers, precision);
    }
}
