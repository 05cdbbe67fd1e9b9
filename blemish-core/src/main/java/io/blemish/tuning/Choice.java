package io.blemish.tuning;

import io.blemish.detector.DetectorOptions;
import io.blemish.image.Preprocessing;
import io.blemish.model.Network;

/**
 * What a fit may choose.
 *
 * @param network whose features are used, and the layers
 * @param preprocessing from a picture to the network's input
 * @param detector which is trained, and how
 */
public record Choice(Network network, Preprocessing preprocessing, DetectorOptions detector) {
    Choice with(final Network value) {
        return new Choice(value, preprocessing, detector);
    }

    Choice with(final Preprocessing value) {
        return new Choice(network, value, detector);
    }

    Choice with(final DetectorOptions value) {
        return new Choice(network, preprocessing, value);
    }
}
