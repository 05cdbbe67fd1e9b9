package io.blemish.server;

import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.camera.Camera;
import io.blemish.server.camera.CameraFrame;
import io.blemish.server.camera.CameraState;
import io.blemish.server.camera.CameraStatus;
import io.blemish.server.models.ModelName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A camera before which the same good part lies; each time that somebody looks, there is one more frame. */
public final class StillCamera implements Camera {
    private final String name;
    private final RgbImage image = new ImageDecoder().decode(Picture.of("good", TestModels.good()));

    private volatile CameraStatus status = CameraStatus.CONNECTING;
    private volatile Optional<String> problem = Optional.empty();
    private volatile boolean failing;

    /** A camera that is not open yet. */
    public StillCamera(final String name) {
        this.name = name;
    }

    /** A server with such a camera, whose frames are judged when somebody asks for that. */
    static UnaryOperator<ServerOptions> connected(final String name) {
        return RunningServer.connected(new Connections(
                List.of(),
                List.of(new ConnectedCamera(new StillCamera(name), new ModelName("plate"), Optional.empty())),
                List.of()));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(final Path folder, final long maxPixels) {
        look();
    }

    /** Has no memory for the next frame. */
    void failOnce() {
        failing = true;
    }

    /** Sends no more frames. */
    public void lose(final String reason) {
        problem = Optional.of(reason);
    }

    @Override
    public CameraStatus status() {
        return problem.isEmpty()
                ? status
                : new CameraStatus(CameraState.LOST, status.lastFrame(), status.size(), status.seen(), problem);
    }

    @Override
    public Optional<CameraFrame> newest(final long after) {
        if (problem.isPresent()) {
            return Optional.empty();
        }
        if (failing) {
            failing = false;
            throw new OutOfMemoryError("for a test");
        }
        look();
        return Optional.of(new CameraFrame(status.seen(), status.lastFrame().orElseThrow(), image));
    }

    private void look() {
        status = new CameraStatus(
                CameraState.LIVE,
                Optional.of(Instant.now()),
                Optional.of(image.size()),
                status.seen() + 1,
                Optional.empty());
    }

    @Override
    public void close() {
        status = CameraStatus.CONNECTING;
    }
}
