package io.blemish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.blemish.backbone.catalogue.BackboneCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person at the terminal sees of the cache. */
class BackboneCommandTest {
    private static final String NAME = "mobilenet_v3_large-61ab542b";

    /** The core module's own fixture. */
    private static final Path WEIGHTS =
            Path.of("../blemish-core/src/test/resources/io/blemish/backbone/catalogue", NAME + ".pth");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void anImportedNetworkIsListedAndVerified() throws IOException {
        assertThat(run("verify")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("There is none in " + folder);
        assertThat(run("import", WEIGHTS.toString(), "--as", "mobilenet_v3_large"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains("use it with --backbone " + NAME);
        assertThat(run("list")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString())
                .containsPattern("efficientnet-lite0 +embedded")
                .containsPattern("wide_resnet50_2 +138 MB")
                .containsPattern(NAME + " +here")
                .contains("BSD-3-Clause");
        assertThat(run("verify")).isEqualTo(ExitCode.DONE);
        assertThat(out.toString()).contains(NAME + ": intact");

        Files.write(folder.resolve(NAME + ".onnx"), new byte[9]);
        assertThat(run("verify")).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(out.toString()).contains("was altered");
    }

    @Test
    void aPullThatFailsSaysWhy() throws IOException {
        final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            final String url = "http://localhost:" + server.getAddress().getPort() + "/w";
            assertThat(run("pull", "resnet18", "--url", url)).isEqualTo(ExitCode.COULD_NOT_RUN);
        } finally {
            server.stop(0);
        }
        assertThat(err.toString())
                .startsWith("blemish: resnet18 was not downloaded: ")
                .contains("answers 404")
                .contains("blemish backbone import resnet18-f37072fd.pth --as resnet18");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThat(run("pull", "resnet19")).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(err.toString()).contains("no backbone 'resnet19'");
        assertThat(run("import", "missing.pth", "--as", "resnet18")).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(err.toString()).contains("missing.pth does not exist");
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("list, pull, import or verify");
    }

    private int run(final String... arguments) {
        return new CommandLine(new BackboneCommand(BackboneCache.in(folder)))
                .setExecutionExceptionHandler(new Failures())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
