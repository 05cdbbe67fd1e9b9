package io.blemish.backbone.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cache lies in the system's folder for caches. */
class CacheFolderTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, , , /home/me/.cache",
        "Linux, /scratch, , /scratch",
        "Linux, relative, , /home/me/.cache",
        "FreeBSD, , , /home/me/.cache",
        "Mac OS X, , , /home/me/Library/Caches",
        "Mac OS X, /scratch, , /scratch",
        "Windows 11, , /appdata, /appdata",
        "Windows 11, , , /home/me/AppData/Local"
    })
    void theCacheLiesInTheSystemsFolderForCaches(
            final String system, final String xdg, final String appData, final String expected) {
        final Map<String, String> environment =
                Map.of("XDG_CACHE_HOME", xdg == null ? "" : xdg, "LOCALAPPDATA", appData == null ? "" : appData);
        assertThat(CacheFolder.locate(environment, system, Path.of("/home/me"), "backbones"))
                .isEqualTo(Path.of(expected, "blemish", "backbones"));
    }
}
