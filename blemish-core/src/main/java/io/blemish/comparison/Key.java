package io.blemish.comparison;

import io.blemish.artifact.Json;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Execution;
import io.blemish.image.Preprocessing;
import io.blemish.model.ModelOptions;
import java.security.MessageDigest;
import java.util.List;

/**
 * Everything that a result depends on, so that it need not be made twice.
 *
 * @param software and its version
 * @param pictures fingerprint of the training pictures, then of the test's
 * @param backbone SHA-256 of the network, cut to the layers
 * @param layers of it
 * @param method as the user named it, with all its options
 * @param preprocessing of pictures
 * @param others other numbers of the fit
 * @param execution of the network, and how many threads work
 */
record Key(
        String software,
        List<String> pictures,
        String backbone,
        List<String> layers,
        String method,
        Preprocessing preprocessing,
        List<Double> others,
        Execution execution) {
    static List<Double> numbers(final ModelOptions options) {
        return List.of(
                options.sigma(),
                (double) options.seed(),
                (double) options.folds(),
                options.falseAlarms().share(),
                options.falseAlarms().confidence().orElse(0.0));
    }

    /** A hash of it in 64 hexadecimal digits. */
    String hash() {
        final MessageDigest digest = Sha256.digest();
        digest.update(Json.document(this));
        return Sha256.hex(digest);
    }
}
