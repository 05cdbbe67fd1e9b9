package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.blemish.backbone.catalogue.BackboneCache;
import io.blemish.cli.terminal.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code backbone} as a person at the terminal sees it. */
class BackboneCommandTest {
    private static final String NAME = "mobilenet_v3_large-61ab542b";

    /** The core module's own fixture. */
    private static final Path WEIGHTS =
            Path.of("../blemish-core/src/test/resources/io/blemish/backbone/catalogue", NAME + ".pth");

    @TempDir
    Path folder;

    @Test
    void anImportedNetworkIsListedAndVerified() throws IOException {
        assertThat(run("verify").out()).contains("There is none in " + folder);
        final CommandResult imported = run("import", WEIGHTS.toString(), "--as", "mobilenet_v3_large");
        assertThat(imported.code()).as(imported.err()).isEqualTo(ExitCode.DONE);
        assertThat(imported.out()).contains("use it with --backbone " + NAME);
        assertThat(run("list").out())
                .containsPattern("efficientnet-lite2 +embedded +The default")
                .containsPattern("wide_resnet50_2 +138 MB")
                .containsPattern(NAME + " +here")
                .containsPattern("vit_small_patch14_dinov2 +88 MB")
                .contains("BSD-3-Clause", "Apache License 2.0", "DINOv3 License");
        final CommandResult intact = run("verify");
        assertThat(intact.code()).isEqualTo(ExitCode.DONE);
        assertThat(intact.out()).contains(NAME + ": intact");

        Files.write(folder.resolve(NAME + ".onnx"), new byte[9]);
        final CommandResult altered = run("verify");
        assertThat(altered.code()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(altered.out()).contains("was altered");
    }

    @Test
    void aPullThatFailsSaysWhy() throws IOException {
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        final CommandResult pulled;
        final CommandResult transformer;
        try {
            final String url = "http://localhost:" + server.getAddress().getPort() + "/w";
            pulled = run("pull", "resnet18", "--url", url);
            transformer = run("pull", "vit_small_patch16_dinov3", "--url", url);
        } finally {
            server.stop(0);
        }
        assertThat(pulled.out()).contains("BSD-3-Clause");
        assertThat(transformer.out()).as("its licence comes before").startsWith("DINOv3's code and weights are Meta's");
        assertThat(transformer.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(pulled.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(pulled.err())
                .startsWith("blemish: resnet18 was not downloaded: ")
                .contains("answers 404")
                .contains("resnet18-f37072fd.pth", "import it as resnet18", "blemish backbone import FILE");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(run("pull", "resnet19").err()).contains("no backbone 'resnet19'");
        final CommandResult imported = run("import", "missing.pth", "--as", "resnet18");
        assertThat(imported.code()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(imported.err()).contains("missing.pth does not exist");
        final CommandResult nothing = run();
        assertThat(nothing.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(nothing.err()).contains("list, pull, import or verify");
    }

    private CommandResult run(final String... arguments) {
        final CommandLine commandLine = Blemish.commandLine(List.of(new BackboneCommand(BackboneCache.in(folder))));
        return CommandResult.of(
                commandLine,
                Stream.concat(Stream.of("backbone"), Stream.of(arguments)).toArray(String[]::new));
    }
}
