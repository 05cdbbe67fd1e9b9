package io.blemish.camel;

import io.blemish.prediction.Prediction;

/** What the body of a message is after its picture was judged. */
public enum Output {
    /** A {@link Prediction}, with its map. */
    PREDICTION,
    /** The line of {@link Prediction#toJson}, a {@code String}. */
    JSON
}
