package io.blemish.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CameraAddressTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsShownHasNeitherUserNorPathNorQuery() {
        final CameraAddress address =
                CameraAddress.of("press", "rtsp://kim:secret@10.0.0.7:554/user=kim_secret?p=secret");
        assertThat(address).hasToString("rtsp://10.0.0.7:554");
        assertThat(address.target()).isEqualTo("rtsp://kim:secret@10.0.0.7:554/user=kim_secret?p=secret");
        assertThat(CameraAddress.of("press", "HTTP://kim:secret@[::1]/a")).hasToString("http://[::1]");
    }

    @Test
    void devicesAndFilesAreKnownByTheirForm() throws IOException {
        final Path file = Files.createFile(folder.resolve("a=b.mp4"));
        assertThat(CameraAddress.of("press", "/dev/video0").source()).isEqualTo(Source.V4L2);
        assertThat(CameraAddress.of("press", "dshow:USB Camera").target()).isEqualTo("video=USB Camera");
        assertThat(CameraAddress.of("press", "avfoundation:0").source()).isEqualTo(Source.AVFOUNDATION);
        assertThat(CameraAddress.of("press", file.toString()).target()).isEqualTo("file:" + file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "concat:/etc/passwd|/etc/hosts",
                "https://kim:secret@host/a",
                "file:///etc/passwd",
                "rtsp://",
                "rtsp://kim:sec ret@host/a",
                "hls+http://host/secret.m3u8",
                "pipe:0",
                "my_user:secret@10.0.0.7/stream",
                "10.0.0.7/stream?password=secret"
            })
    void anythingElseIsRefusedInASentenceWithoutTheAddress(final String address) {
        assertThatThrownBy(() -> CameraAddress.of("press", address))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith("The address of camera press cannot be used: give rtsp://HOST/PATH,")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("sec ret")
                .hasNoCause();
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() ->
                        CameraAddress.of("press", folder.resolve("none.mp4").toString()))
                .isInstanceOf(BlemishException.class)
                .hasMessage("There is no file " + folder.resolve("none.mp4")
                        + " of video for camera press: correct its name in --camera.");
    }

    @Test
    void aSystemForWhichFfmpegIsNotThereIsToldWhichFilesItNeeds() {
        assertThatThrownBy(() -> Natives.require("linux-riscv64"))
                .isInstanceOf(BlemishException.class)
                .hasMessageStartingWith("Cameras need FFmpeg for linux-riscv64, which is not in this program: put"
                        + " ffmpeg-7.1.1-1.5.12-linux-riscv64.jar and javacpp-1.5.12-linux-riscv64.jar");
    }
}
