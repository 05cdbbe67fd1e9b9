package io.blemish.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application in {@code examples/spring-boot} compiles as it stands, starts, and judges a picture. */
@Tag("long")
class ExampleTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "spring-boot", "src", "main");
    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final String BOUNDARY = "a-boundary";

    @TempDir
    private Path folder;

    @Test
    void theExampleJudgesAPictureOfAForm() throws Exception {
        final String classPath = System.getProperty("java.class.path");
        final int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        "-cp",
                        classPath,
                        EXAMPLE.resolve("java/example/InspectionApplication.java")
                                .toString());
        assertThat(compiled).isZero();
        Files.copy(EXAMPLE.resolve("resources/application.yaml"), folder.resolve("application.yaml"));
        Files.copy(TestModels.FIRST, folder.resolve("part.blemish"));
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        folder + File.pathSeparator + classPath,
                        "example.InspectionApplication",
                        "--server.port=0")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            final HttpResponse<String> response = post(port(out), TestModels.defect());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).contains("\"verdict\":\"defect\"", "\"name\":\"new.png\"");
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static int port(final BufferedReader out) throws Exception {
        final StringBuilder lines = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            final Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return Integer.parseInt(started.group(1));
            }
            lines.append(line).append('\n');
        }
        throw new AssertionError("The example did not start:\n" + lines);
    }

    private static HttpResponse<String> post(final int port, final byte[] picture) throws Exception {
        final String head =
                "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"new.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n";
        final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/inspections/part"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(picture),
                        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n")))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
