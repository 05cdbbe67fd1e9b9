package io.blemish.cli;

import io.blemish.camera.CameraAddress;
import io.blemish.camera.CameraSettings;
import io.blemish.camera.VideoCamera;
import io.blemish.server.camera.Camera;
import java.time.Duration;

/** Makes a camera. It is no part of the options, which are read also where somebody has taken the module away. */
final class CameraSource {
    private CameraSource() {}

    static Camera of(final String name, final String url, final Duration lost) {
        return new VideoCamera(new CameraSettings(name, CameraAddress.of(name, url), lost));
    }
}
