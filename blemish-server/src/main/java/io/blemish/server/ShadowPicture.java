package io.blemish.server;

import io.blemish.prediction.Decision;
import io.blemish.server.models.ModelName;

/**
 * A picture that the active version has judged and the shadow is to judge.
 *
 * @param model the model of both
 * @param id of the verdict
 * @param verdict of the active version
 * @param picture as it was sent
 */
record ShadowPicture(ModelName model, String id, Decision verdict, SentPicture picture) {
    int bytes() {
        return picture.bytes().length;
    }
}
