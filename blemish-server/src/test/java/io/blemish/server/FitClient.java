package io.blemish.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;

/** Uses the fits of a server as a program does. */
final class FitClient {
    /** Many times what a fit takes, which has to wait for everything else that this machine does. */
    private static final Duration FITTING = Duration.ofMinutes(5);

    private final RunningServer server;

    FitClient(final RunningServer server) {
        this.server = server;
    }

    HttpResponse<byte[]> send(final String method, final String path, final String type, final BodyPublisher body)
            throws Exception {
        final HttpRequest.Builder request = server.request("/v1/fits" + path).method(method, body);
        return server.send(type.isEmpty() ? request : request.header("Content-Type", type));
    }

    HttpResponse<byte[]> send(final String method, final String path) throws Exception {
        return send(method, path, "", BodyPublishers.noBody());
    }

    JsonNode get(final String path) throws Exception {
        return RunningServer.json(server.get("/v1/fits" + path));
    }

    /** A new fit; returns its path below that of all fits. */
    String create() throws Exception {
        return "/" + RunningServer.json(send("POST", "")).get("id").stringValue();
    }

    /** A new fit to the pictures of the tests' models. */
    String createWithPictures() throws Exception {
        final String fit = create();
        assertThat(addZip(fit, zip(training())).statusCode()).isEqualTo(200);
        return fit;
    }

    HttpResponse<byte[]> addZip(final String fit, final byte[] zip) throws Exception {
        return send("POST", fit + "/pictures", "application/zip", BodyPublishers.ofByteArray(zip));
    }

    HttpResponse<byte[]> add(final String fit, final String name, final byte[] picture) throws Exception {
        return send("POST", fit + "/pictures?name=" + name, "image/png", BodyPublishers.ofByteArray(picture));
    }

    HttpResponse<byte[]> start(final String fit, final String model) throws Exception {
        return send(
                "POST",
                fit + "/start",
                "application/json",
                BodyPublishers.ofString("{\"model\": \"" + model + "\", \"max_false_alarms\": 0.05}"));
    }

    /** Starts an update of a model from a version, with further fields of it as JSON. */
    HttpResponse<byte[]> startUpdate(final String fit, final String model, final String version, final String further)
            throws Exception {
        return send(
                "POST", fit + "/start", "application/json", BodyPublishers.ofString(update(model, version, further)));
    }

    /** The settings of an update as JSON. */
    static String update(final String model, final String version, final String further) {
        return "{\"model\": \"" + model + "\", \"update\": {\"version\": \"" + version + "\"" + further + "}}";
    }

    String state(final String fit) throws Exception {
        return get(fit).get("state").stringValue();
    }

    /** Waits until a fit is in one of some states, and returns it. */
    JsonNode await(final String fit, final String... states) throws Exception {
        Waiting.until(
                "a fit is " + Arrays.toString(states),
                FITTING,
                () -> Arrays.asList(states).contains(state(fit)));
        return get(fit);
    }

    static Map<String, byte[]> training() throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        for (final Path file : TestModels.training()) {
            files.put("good/" + file.getFileName(), Files.readAllBytes(file));
        }
        return files;
    }

    /** A square picture of a mask whose left half is inside. */
    static byte[] leftHalf(final int side) {
        final byte[] rgb = new byte[3 * side * side];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % side < side / 2 ? 255 : 0);
        }
        return PngWriter.toBytes(new RgbImage(side, side, rgb));
    }

    static byte[] zip(final Map<String, byte[]> files) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
