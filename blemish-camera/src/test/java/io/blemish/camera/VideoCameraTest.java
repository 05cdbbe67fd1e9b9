package io.blemish.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blemish.server.Waiting;
import io.blemish.server.camera.CameraFrame;
import io.blemish.server.camera.CameraState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras of every kind that a test can be: a file, motion JPEG over HTTP, RTSP. */
class VideoCameraTest {
    private static final Duration LOST = Duration.ofSeconds(2);

    @TempDir
    private Path folder;

    @BeforeEach
    void require() {
        TestVideo.require();
    }

    private static VideoCamera open(final String address, final Duration lost, final long maxPixels) {
        final VideoCamera camera =
                new VideoCamera(new CameraSettings("press", CameraAddress.of("press", address), lost));
        camera.open(TestVideo.NATIVES, maxPixels);
        return camera;
    }

    private static VideoCamera open(final String address) {
        return open(address, LOST, 1_000_000);
    }

    private static void await(final VideoCamera camera, final CameraState state) throws Exception {
        Waiting.until("camera is " + state, () -> camera.status().state() == state);
    }

    /** Takes newest frames until one shows a number of at least this. */
    private static List<CameraFrame> take(final VideoCamera camera, final int number) throws Exception {
        final List<CameraFrame> frames = new ArrayList<>();
        Waiting.until("frame " + number, () -> {
            final long last =
                    frames.isEmpty() ? 0 : frames.get(frames.size() - 1).number();
            camera.newest(last).ifPresent(frames::add);
            return !frames.isEmpty()
                    && Numbered.of(frames.get(frames.size() - 1).image()) >= number;
        });
        return frames;
    }

    @Test
    void aFileIsPlayedAtItsOwnSpeedAndEnds() throws Exception {
        final Path file = TestVideo.file(folder.resolve("video=1.mkv"), 30, 20);
        try (VideoCamera camera = open(file.toString())) {
            final List<CameraFrame> frames = take(camera, 20);
            // Frame by frame what was encoded: the n-th shows n - 1.
            assertThat(frames)
                    .allSatisfy(frame -> assertThat(Numbered.of(frame.image())).isEqualTo(frame.number() - 1));
            assertThat(frames.get(0).image().width()).isEqualTo(Numbered.WIDTH);
            // Levels from 16 to 235 of the video are those from 0 to 255 of the picture.
            assertThat(frames.get(0).image().rgb()[0] & 0xff)
                    .isCloseTo((Numbered.level((int) frames.get(0).number() - 1, 0) - 16) * 255 / 219, within(2));
            await(camera, CameraState.ENDED);
            assertThat(camera.status().seen()).isEqualTo(30);
            assertThat(camera.newest(0)).isEmpty();
            Waiting.until("its process is ended", () -> camera.process().isEmpty());
        }
    }

    @Test
    void aCameraThatSpeaksRtspIsRead() throws Exception {
        final TestVideo.Stream stream = TestVideo.rtp(400, 20);
        try (RtspServer server = new RtspServer(stream, 20);
                VideoCamera camera = open("rtsp://kim:secret@127.0.0.1:" + server.port() + "/stream?a=b")) {
            final List<CameraFrame> frames = take(camera, 12);
            assertThat(frames).extracting(frame -> Numbered.of(frame.image())).isSorted();
            assertThat(camera.status().state()).isEqualTo(CameraState.LIVE);
        }
    }

    @Test
    @Tag("long")
    void aCameraThatGoesAwayAndOneWhoseProcessIsKilledAreLostAndLiveAgain() throws Exception {
        final List<String> logged = new ArrayList<>();
        final Handler handler = listen(logged);
        try (MjpegServer server = new MjpegServer();
                VideoCamera camera = open("http://kim:secret@127.0.0.1:" + server.port() + "/video?password=secret")) {
            server.show(1);
            final CameraFrame first = take(camera, 1).get(0);

            server.setUp(false);
            await(camera, CameraState.LOST);
            assertThat(camera.newest(0)).isEmpty();
            assertThat(camera.status().problem())
                    .hasValueSatisfying(
                            text -> assertThat(text).startsWith("FFmpeg says: ").doesNotContain("secret"));
            server.setUp(true);
            server.show(2);
            await(camera, CameraState.LIVE);
            final CameraFrame second = take(camera, 2).get(0);
            assertThat(second.number()).isGreaterThan(first.number());

            final ProcessHandle process = camera.process().orElseThrow();
            process.destroyForcibly();
            await(camera, CameraState.LOST);
            server.show(3);
            await(camera, CameraState.LIVE);
            take(camera, 3);
            assertThat(camera.process().map(ProcessHandle::pid)).isNotEqualTo(Optional.of(process.pid()));
        } finally {
            Logger.getLogger(VideoCamera.class.getName()).removeHandler(handler);
        }
        assertThat(logged).hasSize(5).noneMatch(line -> line.contains("secret") || line.contains("kim"));
        assertThat(logged.get(0))
                .startsWith("Camera press at http://127.0.0.1:")
                .contains("is live");
    }

    @Test
    void aCameraThatKeepsItsConnectionAndSendsNothingIsLost() throws Exception {
        try (MjpegServer server = new MjpegServer();
                VideoCamera camera =
                        open("http://127.0.0.1:" + server.port() + "/video", Duration.ofMillis(1500), 1_000_000)) {
            await(camera, CameraState.LIVE);
            server.setSilent(true);
            await(camera, CameraState.LOST);
        }
    }

    /** FFmpeg decodes the half of a picture, and leaves the rest grey. */
    @Test
    void aPictureWithoutItsEndIsNoFrame() throws Exception {
        try (MjpegServer server = new MjpegServer();
                VideoCamera camera =
                        open("http://127.0.0.1:" + server.port() + "/video", Duration.ofMillis(1500), 1_000_000)) {
            await(camera, CameraState.LIVE);
            server.setCutOff(true);
            await(camera, CameraState.LOST);
            server.setCutOff(false);
            await(camera, CameraState.LIVE);
        }
    }

    @Test
    void framesAboveTheLimitAreRefused() throws Exception {
        try (MjpegServer server = new MjpegServer();
                VideoCamera camera = open(
                        "http://127.0.0.1:" + server.port() + "/video", LOST, Numbered.WIDTH * Numbered.HEIGHT - 1)) {
            await(camera, CameraState.LOST);
            assertThat(camera.status().problem()).get().asString().contains("160×128 pixels, above the limit");
            assertThat(camera.status().seen()).isZero();
        }
    }

    private static Handler listen(final List<String> logged) {
        final Handler handler = new Handler() {
            @Override
            public void publish(final LogRecord entry) {
                logged.add(new java.util.logging.SimpleFormatter().formatMessage(entry));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger(VideoCamera.class.getName()).addHandler(handler);
        return handler;
    }
}
