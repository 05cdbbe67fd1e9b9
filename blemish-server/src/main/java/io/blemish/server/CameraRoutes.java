package io.blemish.server;

import io.blemish.image.Size;
import io.blemish.server.camera.CameraStatus;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The cameras, and judging the present frame of one. */
final class CameraRoutes {
    private final CameraWatches cameras;

    CameraRoutes(final CameraWatches cameras) {
        this.cameras = cameras;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/cameras", this::list);
        operations.post(Role.OPERATOR, "/v1/cameras/{camera}/trigger", this::trigger);
    }

    /** {@code Cameras} in openapi.yaml. */
    private record Cameras(List<One> cameras) {}

    /** {@code Camera} in openapi.yaml. */
    private record One(
            String name,
            String model,
            String state,
            Optional<Instant> lastFrame,
            Optional<Integer> width,
            Optional<Integer> height,
            long seen,
            long judged,
            long dropped,
            long refused,
            Optional<String> problem) {
        static One of(final CameraJudge judge) {
            final CameraStatus status = judge.camera().status();
            return new One(
                    judge.camera().name(),
                    judge.model().text(),
                    status.state().word(),
                    status.lastFrame().map(time -> time.truncatedTo(ChronoUnit.MILLIS)),
                    status.size().map(Size::width),
                    status.size().map(Size::height),
                    status.seen(),
                    judge.judged(),
                    judge.dropped(),
                    judge.refused(),
                    status.problem());
        }
    }

    private void list(final Exchange exchange) throws IOException {
        exchange.sendJson(new Cameras(cameras.judges().stream().map(One::of).toList()));
    }

    private void trigger(final Exchange exchange) throws IOException {
        final String name = exchange.pathParameter("camera");
        final PredictionResponse response = cameras.judge(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "There is no camera of that name; GET /v1/cameras lists them."))
                .judgeNow();
        exchange.setHeader("Location", "/v1/predictions/" + response.id());
        exchange.sendJson(response);
    }
}
