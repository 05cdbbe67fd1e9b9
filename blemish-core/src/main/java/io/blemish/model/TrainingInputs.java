package io.blemish.model;

import io.blemish.alignment.Pose;
import io.blemish.image.Placement;
import io.blemish.model.ModelDescription.TrainingDescription;
import java.util.Optional;

/**
 * The inputs of networks that a model has learned from: a picture each, a tile, or a turned copy.
 *
 * @param training the pictures
 * @param slots which inputs belong to which picture
 */
record TrainingInputs(TrainingDescription training, InputSlots slots) {
    int count() {
        return slots.total();
    }

    /** How the picture of an input is turned, if it is a copy that is. */
    Optional<Pose> turn(final int input) {
        return slots.turn(input);
    }

    /** The name of the picture that an input shows. */
    String picture(final int input) {
        return training.pictures().get(slots.picture(input));
    }

    /**
     * Where the picture's pixels lie in an input.
     *
     * @param judged the place of a picture that is being judged; whole pictures are taken to be as large
     */
    Placement placement(final int input, final Placement judged) {
        return slots.sizes().isEmpty() ? judged : slots.placement(input);
    }
}
