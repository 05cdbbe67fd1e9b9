package io.blemish.server.page;

import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import io.blemish.server.ServerOptions.ConnectedCamera;
import io.blemish.server.ServerOptions.Connections;
import io.blemish.server.ServerOptions.Listening;
import io.blemish.server.StillCamera;
import io.blemish.server.models.ModelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at two cameras with the page, in a Chromium of this machine; skipped if there is none. */
@BrowserTest
class CameraPageTest {
    private final Plates plates = Plates.made();
    private final StillCamera press = new StillCamera("press");
    private final StillCamera saw = new StillCamera("saw");

    @TempDir
    private Path folder;

    private Server server;
    private Tab tab;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        Files.copy(plates.first(), folder.resolve("models/plate.blemish"));
        Files.copy(plates.first(), folder.resolve("models/lid.blemish"));
        final ServerOptions options =
                PageServer.options(folder, new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty()));
        server = Server.start(new ServerOptions(
                options.models(),
                options.listening(),
                options.limits(),
                options.storage(),
                options.execution(),
                new Connections(List.of(), List.of(connected(press, "plate"), connected(saw, "lid")), List.of()),
                ServerOptions.DEFAULT_FIT_MEMORY));
        tab = Chromium.started().open();
        tab.screen(1024, 900, false);
        tab.watch();
    }

    private static ConnectedCamera connected(final StillCamera camera, final String model) {
        return new ConnectedCamera(camera, new ModelName(model), Optional.empty());
    }

    @AfterEach
    void close() {
        tab.close();
        server.close();
    }

    private void go(final String view) {
        tab.go("http://127.0.0.1:" + server.port() + "/#/" + view);
    }

    @Test
    void camerasAreSeenAndAskedAndTheirLossIsTold() throws Exception {
        go("live");
        tab.see("[data-camera=press] .status", "Live");
        tab.see("[data-camera=press] .hint", "0 judged, 0 dropped, 0 refused");
        tab.click("[data-camera=press] button");
        tab.see("[data-camera=press] .outcome .badge");
        tab.see("[data-camera=press] .hint", "1 judged");
        tab.see(".wall .name", "plate");

        saw.lose("It cannot be reached.");
        tab.see("[data-camera=saw][data-state=lost] .status", "parts go by unjudged. It cannot be reached.");
        tab.see("[data-camera=saw] button:disabled");
        tab.see("[data-camera=press] button:enabled");
        for (final int width : new int[] {1920, 1024, 390}) {
            tab.screen(width, 1000, false);
            tab.until("document.documentElement.scrollWidth <= " + width);
            tab.requireAccessible("cameras at " + width);
            Screenshots.take(tab, "cameras-" + width);
        }
        tab.click("#language");
        tab.see("[data-camera=saw] .status", "판정 없이");
        tab.requireAccessible("in Korean");
        tab.click("#language");
        tab.see("[data-camera=saw] .status", "parts go by unjudged");

        tab.click("[data-camera=press] p a");
        tab.until("location.hash === '#/models/plate'");
        tab.screen(1440, 900, false);
        go("line");
        tab.see("div[role=alert] .fault", "Camera saw has sent no picture since");
        tab.requireAccessible("line");
        Screenshots.take(tab, "cameras-line");
        go("line?model=plate");
        tab.see(".tile[data-model=plate] .word", "NG");
        tab.until("!document.querySelector('.fault:not([hidden])')");
    }
}
