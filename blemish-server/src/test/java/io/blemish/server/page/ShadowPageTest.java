package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.artifact.Sha256;
import io.blemish.server.Server;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at a shadow with the page, in a Chromium of this machine; skipped if there is none. */
@BrowserTest
class ShadowPageTest {
    private final Plates plates = Plates.made();

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;
    private Tab tab;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.copy(plates.first(), folder.resolve("models/plate.blemish"));
        server = Server.start(
                PageServer.options(folder, new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty())));
        tab = Chromium.started().open();
        tab.screen(1024, 900, false);
        tab.watch();
    }

    @AfterEach
    void close() {
        tab.close();
        server.close();
    }

    private String send(final String method, final String path, final String type, final BodyPublisher body)
            throws Exception {
        final HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Content-Type", type)
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private void judge(final Path picture) throws Exception {
        send(
                "POST",
                "/v1/models/plate/predictions?name=" + picture.getFileName(),
                "image/png",
                BodyPublishers.ofFile(picture));
    }

    private void go(final String view) {
        tab.go("http://127.0.0.1:" + server.port() + "/#/" + view);
    }

    @Test
    void aVersionIsMadeTheShadowAndItsDifferencesAreSeenLabelledAndEnded() throws Exception {
        final String first = Sha256.of(plates.first()).substring(0, 12);
        send(
                "PUT",
                "/v1/models/plate/threshold",
                "application/json",
                BodyPublishers.ofString("{\"version\": \"" + first + "\", \"value\": 1000}"));
        go("models/plate");
        tab.click("[data-shadow='" + first + "']");
        tab.see("[data-shadow-of=plate]", "judges the same pictures and decides nothing");

        judge(plates.dented());
        judge(plates.good(0));
        judge(plates.dented());
        Waiting.until(
                "the shadow has judged all",
                () -> send("GET", "/v1/models/plate/shadow", "application/json", BodyPublishers.noBody())
                        .contains("\"judged\":3"));
        tab.click("[data-shadow-of=plate] a");
        tab.until("document.querySelectorAll('.differences li').length === 2");
        tab.see(".differences li", "Anomalous");
        tab.see(".pairs .differs", "2");
        for (final int width : new int[] {1920, 1024, 390}) {
            tab.screen(width, 1000, width == 1024);
            tab.until("document.documentElement.scrollWidth <= " + width);
            tab.requireAccessible("differences at " + width);
            shoot("shadow-" + width);
        }

        tab.click(".differences [data-label=wrong]");
        tab.see(".differences [data-label=wrong][aria-pressed=true]");
        tab.click("#language");
        tab.see(".rates", "섀도만 맞은 사진 1장");
        tab.requireAccessible("in Korean");
        shoot("shadow-ko");
        tab.click("#language");
        tab.see(".rates", "only the shadow on 1");

        tab.click(".differences a");
        tab.see(".shadowed .badge", "Anomalous");
        tab.see(".decision .badge", "Normal");
        tab.requireAccessible("verdict");
        tab.screen(1440, 1000, false);
        go("models/plate");
        tab.see("[data-shadow-of=plate]", "It judged 3 pictures and contradicts 2");
        tab.requireAccessible("models");
        shoot("shadow-models");
        tab.click("[data-end-shadow=plate]");
        tab.until("!document.querySelector('[data-shadow-of]')");
        go("shadow/plate");
        tab.see(".empty", "This model has no shadow");
    }

    private void shoot(final String name) throws IOException {
        Screenshots.take(tab, name);
    }
}
