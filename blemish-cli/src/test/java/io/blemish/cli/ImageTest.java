package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The server's image, as far as it can be checked without building it. */
class ImageTest {
    private static final Path ROOT = Path.of("..");

    /** Maven reads the descriptions of all modules, also to fetch the libraries of one. */
    @Test
    void theDescriptionOfEachModuleIsThereWhenLibrariesAreFetched() throws IOException {
        final String image = Files.readString(ROOT.resolve("docker/Dockerfile"));
        assertThat(Pattern.compile("<module>(.*)</module>")
                        .matcher(Files.readString(ROOT.resolve("pom.xml")))
                        .results()
                        .map(module -> module.group(1)))
                .isNotEmpty()
                .allSatisfy(module -> assertThat(image).contains("COPY " + module + "/pom.xml " + module + "/\n"));
    }
}
