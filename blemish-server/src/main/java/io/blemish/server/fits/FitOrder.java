package io.blemish.server.fits;

import java.util.List;
import java.util.Optional;

/**
 * What a process is to fit or update; its only argument is the file of this as JSON.
 *
 * @param settings how to fit or update
 * @param pictures to fit to, in the order that counts
 * @param mask the file of a picture that is black where nothing is inspected; empty if all is inspected
 * @param base what an update begins from; empty if a model is to be fitted
 * @param output the model file to write
 * @param threads how many threads work at once
 */
record FitOrder(
        FitSettings settings,
        List<Item> pictures,
        Optional<String> mask,
        Optional<Base> base,
        String output,
        int threads) {
    FitOrder {
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture.
     *
     * @param id its identifier in the fit
     * @param name its name in the model
     * @param file where it is
     */
    record Item(String id, String name, String file) {}

    /**
     * What an update begins from.
     *
     * @param file of the model
     * @param who updates it
     */
    record Base(String file, String who) {}
}
