package io.blemish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The packages that the build checks for changes of the public API are those that the module exports to everyone. */
class ExportsTest {
    @Test
    void theBuildChecksEveryExportedPackage() throws IOException, URISyntaxException {
        final Optional<String> checked = Optional.ofNullable(System.getProperty("api.packages"));
        assumeTrue(checked.isPresent(), "Only Maven's build knows the packages that it checks.");
        final Path descriptor = Path.of(BlemishException.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("module-info.class");
        try (InputStream in = Files.newInputStream(descriptor)) {
            final List<String> exported = ModuleDescriptor.read(in).exports().stream()
                    .filter(export -> !export.isQualified())
                    .map(ModuleDescriptor.Exports::source)
                    .toList();
            assertThat(exported).containsExactlyInAnyOrder(checked.orElseThrow().split(","));
        }
    }
}
