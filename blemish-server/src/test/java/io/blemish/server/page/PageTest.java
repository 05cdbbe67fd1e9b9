package io.blemish.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.server.Server;
import io.blemish.server.ServerOptions;
import io.blemish.server.ServerOptions.Listening;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uses every view of the page in a Chromium of this machine; skipped if there is none. With
 * {@code -Dblemish.screenshots=FOLDER} it also writes the pictures of the documentation.
 */
@BrowserTest
class PageTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 25;
    private static final List<String> VIEWS = List.of("inspect", "live", "history", "models");
    private static final String READ = "read-token-of-the-test";
    private static final String ADMIN = "admin-token-of-the-test";

    private final Plates plates = Plates.made();

    @TempDir
    private Path folder;

    private Server server;
    private Tab tab;
    private int loaded;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(models());
        Files.copy(plates.first(), models().resolve("plate.blemish"));
        server = Server.start(options(Optional.empty()));
        tab = Chromium.started().open();
        tab.screen(1440, 1000, false);
    }

    @AfterEach
    void close() {
        tab.close();
        if (server != null) {
            server.close();
        }
    }

    private Path models() {
        return folder.resolve("models");
    }

    private ServerOptions options(final Optional<Path> tokens) {
        return options(tokens, 0);
    }

    private ServerOptions options(final Optional<Path> tokens, final int port) {
        return PageServer.options(folder, new Listening("127.0.0.1", port, tokens, Optional.empty()));
    }

    private String address(final String path) {
        return "http://127.0.0.1:" + server.port() + "/" + path;
    }

    private JsonNode get(final String path) throws Exception {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(address(path)))));
    }

    private static byte[] send(final HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** Sends a picture as a program would; returns the identifier of its verdict. */
    private String predict(final Path picture, final String name) throws Exception {
        final byte[] answer =
                send(HttpRequest.newBuilder(URI.create(address("v1/models/plate/predictions?name=" + name)))
                        .header("Content-Type", "image/png")
                        .POST(BodyPublishers.ofFile(picture)));
        return JSON.readTree(answer).get("id").stringValue();
    }

    private void shoot(final String name) throws IOException {
        Screenshots.take(tab, name);
    }

    @Test
    void aDroppedPictureIsShownWithItsHeatOverTheDefect() throws Exception {
        final Rectangle dent = plates.dent();
        tab.go(address(""));
        tab.see(".state.empty");
        tab.drop(".drop", plates.dented());
        tab.see(".decision .badge", "Anomalous");
        tab.see(".stage canvas.heat");

        final JsonNode box = tab.value("(r => ({x: +r.getAttribute('x'), y: +r.getAttribute('y'), width:"
                + " +r.getAttribute('width'), height: +r.getAttribute('height')}))"
                + "(document.querySelector('.outlines rect.over'))");
        final Rectangle region = new Rectangle(
                box.get("x").asInt(),
                box.get("y").asInt(),
                box.get("width").asInt(),
                box.get("height").asInt());
        assertThat(region.contains(dent.getCenterX(), dent.getCenterY()))
                .as("%s around %s", region, dent)
                .isTrue();
        assertThat(heat(dent)).isGreaterThan(2 * heat(new Rectangle(0, 0, 256, 256)));
        tab.until("document.querySelector('figure.evidence img').naturalWidth > 0");
        tab.until("document.querySelector('.histogram [role=img]').getAttribute('aria-label').includes('Score')");
        tab.until("document.querySelector('.histogram path.score.anomalous') !== null");
        tab.until("document.getElementById('announcer').textContent.startsWith('Anomalous: score')");
        shoot("inspect");
    }

    /** The mean opacity of the heat map over a part of the picture. */
    private double heat(final Rectangle part) {
        return tab.value("(c => { const k = c.width / 256; const d = c.getContext('2d').getImageData(k * " + part.x
                        + ", k * "
                        + part.y + ", k * " + part.width + ", k * " + part.height
                        + ").data; let sum = 0; for (let i = 3; i < d.length; i += 4) sum += d[i]; return sum / d.length; })"
                        + "(document.querySelector('canvas.heat'))")
                .asDouble();
    }

    @Test
    void theHeatMapIsFadedWithTheKeyboard() throws Exception {
        tab.go(address("#/verdict/" + predict(plates.dented(), "a.png")));
        tab.see("canvas.heat");
        tab.focus("#opacity");
        tab.press("ArrowLeft");
        tab.press("ArrowLeft");
        tab.until("document.querySelector('canvas.heat').style.opacity === '0.7'");
        tab.press("Tab");
        tab.press("Space");
        tab.until("document.querySelector('.outlines').hasAttribute('hidden')");
        tab.press("Tab");
        tab.until("document.querySelector('.outlines .marked') !== null");
    }

    @Test
    void aGoodPictureIsNormalAndHasNoRegion() {
        tab.go(address(""));
        tab.see(".drop");
        tab.choose("#file", plates.good(0));
        tab.see(".decision .badge", "Normal");
        tab.see(".viewer", "No region");
        tab.until("document.querySelectorAll('.outlines rect').length === 0");
    }

    @Test
    void theServersSentenceIsShownWhereAPictureIsRefused() throws Exception {
        final Path file = Files.writeString(folder.resolve("notes.png"), "not a picture");
        tab.go(address(""));
        tab.drop(".drop", file);
        tab.see(".state.failed", "picture");
        tab.see(".state.failed button", "Try again");
        shoot("refused");
    }

    @Test
    void aRefusedPictureStaysInTheListAndCanBeTriedAgain() throws Exception {
        final Path file = Files.writeString(folder.resolve("notes.png"), "not a picture");
        tab.go(address(""));
        tab.choose("#file", file);
        tab.see(".state.failed .name", "notes.png");
        tab.choose("#file", plates.good(0));
        tab.see(".decision .badge", "Normal");
        tab.until("document.querySelectorAll('.strip li').length === 2");
        tab.see(".strip li:last-child", "Not inspected");
        tab.click(".strip li:last-child button");
        tab.see(".state.failed", "picture");
        tab.click(".state.failed button");
        tab.see(".strip li:first-child", "Not inspected");
        tab.until("document.querySelectorAll('.strip li').length === 2");
    }

    /** The pictures wait at a gate, so that views change while they wait however fast this machine is. */
    @Test
    void aBatchIsJudgedWholeThoughViewAndLanguageChange() throws Exception {
        tab.go(address(""));
        tab.see(".drop");
        tab.value("(send => { const gate = new Promise(open => { window.openGate = open; });"
                + " window.fetch = async (...a) => { if (String(a[0]).includes('/predictions?name')) await gate;"
                + " return send(...a); }; })(window.fetch)");
        tab.choose("#file", batch());
        tab.see("#batch", "0 of 40 pictures done");
        assertThat(leavingIsAsked()).isTrue();

        tab.value("location.hash = '#/history'");
        tab.see("h1", "History");
        tab.see("#batch", "0 of 40 pictures done");
        tab.click("#language");
        tab.see("#batch", "사진 40장 중 0장 완료");
        tab.value("openGate()");
        tab.see("#batch", "40장 중 39장 판정");
        tab.click("#language");
        tab.see("#batch", "39 of 40 judged: 38 normal, 0 to review, 1 anomalous.");
        tab.see("#batch .left", "notes.png: ");
        assertThat(get("v1/predictions?limit=100").get("predictions").size()).isEqualTo(39);
        assertThat(leavingIsAsked()).isFalse();
        shoot("batch");

        tab.value("location.hash = '#/inspect'");
        tab.until("document.querySelectorAll('.strip li').length === 40");
        tab.value("URL.createObjectURL = (make => file => { if (file.type === 'text/csv') window.saved = file;"
                + " return make.call(URL, file); })(URL.createObjectURL)");
        tab.click("#batch-csv");
        final String csv = tab.value("saved.text()").stringValue();
        assertThat(csv.lines()).hasSize(41).anyMatch(line -> line.startsWith("notes.png,plate,refused,"));
        tab.click("#batch-close");
        tab.until("document.getElementById('batch').hidden");
    }

    private Path[] batch() throws IOException {
        final List<Path> batch = new ArrayList<>(
                List.of(plates.dented(), Files.writeString(folder.resolve("notes.png"), "not a picture")));
        for (int i = batch.size(); i < 40; i++) {
            batch.add(plates.good(i % 6));
        }
        return batch.toArray(Path[]::new);
    }

    private boolean leavingIsAsked() {
        return tab.value("(e => { dispatchEvent(e); return e.defaultPrevented; })"
                        + "(new Event('beforeunload', { cancelable: true }))")
                .asBoolean();
    }

    @Test
    void aFolderIsTakenWithWhatLiesBelowItAndABatchCanBeCancelled() throws Exception {
        final Path below = Files.createDirectories(folder.resolve("shift/late"));
        Files.copy(plates.good(0), folder.resolve("shift/1.png"));
        Files.copy(plates.good(1), below.resolve("2.png"));
        Files.writeString(below.resolve("notes.txt"), "passed over");
        tab.go(address(""));
        tab.drop(".drop", folder.resolve("shift"));
        tab.see("#batch", "2 of 2 judged");
        tab.see(".strip", "shift/late/2.png");

        server.close();
        tab.choose("#folder-field", folder.resolve("shift"));
        tab.see("#batch .held", "cannot be reached");
        tab.see("#batch-resume");
        tab.click("#batch-cancel");
        tab.see("#batch", "2 pictures have no verdict.");
        tab.see("#batch .left", "shift/1.png: cancelled");
        server = Server.start(options(Optional.empty()));
    }

    @Test
    void theHistoryOfADeletedModelCanBeShown() {
        tab.go(address("#/history?model=deleted"));
        tab.until("document.getElementById('model').value === 'deleted'");
        tab.see(".state.empty");
    }

    @Test
    void onAPhoneEachValueIsBesideItsName() throws Exception {
        predict(plates.good(0), "plate-0001.png");
        tab.screen(360, 740, false);
        tab.go(address("#/history"));
        tab.see(".list small");
        tab.until("document.querySelector('.list small').getBoundingClientRect().left"
                + " >= document.querySelector('.list .badge').getBoundingClientRect().left");
    }

    @Test
    void aPictureOfTheCameraGetsAVerdict() {
        tab.go(address(""));
        tab.click("#camera");
        tab.until("document.querySelector('.camera video')?.videoWidth > 0");
        tab.click(".camera button.primary");
        tab.see(".decision .badge");
        tab.see(".facts", "camera-");
    }

    @Test
    void allControlsCanBeReachedWithTheKeyboard() {
        tab.go(address(""));
        tab.see(".drop");
        tab.press("Tab");
        assertThat(active("id")).isEqualTo("skip");
        tab.press("Enter");
        assertThat(active("id")).isEqualTo("main");
        for (final String next : List.of("model", "choose", "folder", "camera")) {
            tab.press("Tab");
            assertThat(active("id")).isEqualTo(next);
        }
    }

    /** Loads the page anew with a view. A query that no page had before does that in the same process of the browser. */
    private void load(final String view) {
        tab.go(address("?" + ++loaded + "#/" + view));
        tab.until("document.querySelector('main h1') && !document.querySelector('.state.loading')"
                + " && !document.querySelector('img.waiting')");
    }

    private String active(final String attribute) {
        return tab.value("document.activeElement." + attribute).asString();
    }

    @Test
    void theLanguageIsChosenAndKept() throws Exception {
        tab.go(address("#/verdict/" + predict(plates.dented(), "dented.png")));
        tab.see(".decision .badge", "Anomalous");
        tab.until("document.documentElement.lang === 'en'");
        tab.click("#language");
        tab.see(".decision .badge", "이상");
        tab.until("document.documentElement.lang === 'ko' && document.title.startsWith('판정')");
        tab.go("about:blank");
        tab.go(address("#/inspect"));
        tab.see("h1", "검사");
        tab.click("#language");
        tab.see("h1", "Inspect");
    }

    @Test
    void darkAndLightFollowTheSystemUntilChosen() {
        final String ground = "getComputedStyle(document.documentElement).backgroundColor";
        tab.screen(1440, 1000, true);
        tab.go(address(""));
        tab.until(ground + " === 'rgb(17, 23, 28)'");
        tab.screen(1440, 1000, false);
        tab.until(ground + " === 'rgb(243, 245, 246)'");
        tab.click("#theme");
        tab.until(ground + " === 'rgb(17, 23, 28)'");
        tab.go("about:blank");
        tab.go(address(""));
        tab.until(ground + " === 'rgb(17, 23, 28)'");
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 768, 2560})
    void everyViewFitsTheScreenAndNamesItsControls(final int width) throws Exception {
        final String id = predict(plates.dented(), "a-rather-long-name-of-a-picture-from-camera-4-of-line-2.png");
        predict(plates.good(0), "plate-0002.png");
        tab.screen(width, width == 360 ? 740 : width * 5 / 8, width == 2560);
        for (final String language : List.of("en", "ko")) {
            for (final String view :
                    List.of("inspect", "live", "line", "history", "models/plate", "fit", "verdict/" + id)) {
                load(view);
                assertThat(tab.value("document.documentElement.scrollWidth").asInt())
                        .as("width of %s in %s", view, language)
                        .isLessThanOrEqualTo(width);
                assertThat(tab.unnamed())
                        .as("controls without a name in %s", view)
                        .isEmpty();
                if (language.equals("ko") == (width == 360)) {
                    shoot(view.replaceFirst("/.*", "") + "-" + width);
                }
            }
            tab.click("#language");
            tab.until("document.documentElement.lang !== '" + language + "'");
        }
    }

    @Test
    void liveShowsNewVerdictsAndFiltersThem() throws Exception {
        tab.go(address("#/live"));
        tab.see(".state.empty", "No verdict yet");
        tab.see(".status", "Listening");
        predict(plates.good(0), "plate-0001.png");
        predict(plates.good(1), "plate-0002.png");
        final String dented = predict(plates.dented(), "plate-0003.png");
        predict(plates.good(2), "plate-0004.png");
        tab.until("document.querySelectorAll('.wall li').length === 4");
        tab.see(".tally", "4 verdicts");
        tab.until("!document.querySelector('img.waiting')");
        shoot("live");

        tab.click("#rejects");
        tab.until("document.querySelectorAll('.wall li').length === 1");
        tab.see(".wall .badge", "Anomalous");
        tab.see(".status", "Listening");
        predict(plates.good(0), "plate-0005.png");
        final String next = predict(plates.dented(), "plate-0006.png");
        tab.until("document.querySelectorAll('.wall li').length === 2");
        tab.until("document.querySelector('.wall li').dataset.id === '" + next + "'");

        tab.click(".wall li[data-id='" + dented + "'] a");
        tab.see("h1", "Verdict");
        tab.see(".decision .badge", "Anomalous");
        tab.see("canvas.heat");
    }

    @Test
    void theLineDisplayShowsEachModelAndKeepsItsLastPictureWhileTheServerIsAway() throws Exception {
        Files.copy(plates.second(), models().resolve("lid.blemish"));
        tab.go(address("#/line"));
        tab.until("document.querySelectorAll('.tile').length === 2");
        tab.see("[data-model=plate] .clock.late", "No verdict yet");
        predict(plates.dented(), "plate-0001.png");
        tab.see("[data-model=plate] .word", "NG");
        tab.until("document.getElementById('announcer').textContent === 'plate: NG'");
        predict(plates.good(0), "plate-0002.png");
        tab.see("[data-model=plate] .word", "OK");
        assertThat(shift()).isEqualTo("2,1,50%,–");
        tab.until("document.querySelector('[data-model=plate] img:not(.waiting)') !== null");
        tab.value("location.hash = '#/line?model=plate'");
        tab.until("document.querySelectorAll('.tile').length === 1");
        tab.see("[data-model=plate] .word", "OK");
        assertThat(shift()).isEqualTo("2,1,50%,–");
        for (final int width : List.of(1920, 1024, 390)) {
            tab.screen(width, width == 390 ? 844 : width * 9 / 16, false);
            shoot("line-" + width);
        }

        tab.value("(now => { Date.now = () => now() + 6 * 60000; })(Date.now)");
        tab.see("[data-model=plate] .clock.late", "Last picture 6 minutes ago");
        final int port = server.port();
        server.close();
        tab.see(".fault", "cannot be reached");
        tab.see("[data-model=plate] .word", "OK");
        shoot("line-away");
        server = Server.start(options(Optional.empty(), port));
        tab.until("document.querySelector('.fault').hidden");
        predict(plates.dented(), "plate-0003.png");
        tab.see("[data-model=plate] .word", "NG");
        assertThat(shift()).isEqualTo("3,2,66.7%,–");
    }

    /** Seen, rejected, rate, and the rate of the last shift. */
    private String shift() {
        return tab.value("[...document.querySelectorAll('[data-model=plate] dd')].map(e => e.textContent).join()")
                .stringValue();
    }

    @Test
    void historyIsChartedFilteredPagedLabelledAndExported() throws Exception {
        final String dented = predict(plates.dented(), "plate-dented.png");
        for (int i = 0; i < PAGE; i++) {
            predict(plates.good(i % 6), "plate-" + i + ".png");
        }
        tab.go(address("#/history?period=1h"));
        tab.until("document.querySelectorAll('.chart svg').length === 2");
        tab.until("document.querySelectorAll('.list tbody tr').length === " + PAGE);
        shoot("history");
        tab.click(".pages button:last-child");
        tab.see(".pages span", "2");
        tab.see(".list tbody tr .name", "plate-dented.png");

        tab.value("document.getElementById('verdict').value = 'anomalous';"
                + " document.getElementById('verdict').dispatchEvent(new Event('change', { bubbles: true }))");
        tab.until("location.hash.includes('verdict=anomalous')");
        tab.until("[...document.querySelectorAll('.list tbody tr')].length > 0"
                + " && [...document.querySelectorAll('.list .badge')].every(b => b.textContent.includes('Anomalous'))");
        tab.click("[data-label=wrong]");
        tab.until("document.querySelector('[data-label=wrong]').getAttribute('aria-pressed') === 'true'");
        assertThat(get("v1/predictions?label=wrong").get("predictions").size()).isEqualTo(1);

        tab.go("about:blank");
        tab.go(address("#/history?verdict=anomalous&label=wrong"));
        tab.until("document.querySelector('[data-label=wrong]').getAttribute('aria-pressed') === 'true'");
        final String csv = tab.value("fetch(document.querySelector('a[download]').href).then(r => r.text())")
                .stringValue();
        assertThat(csv.lines())
                .hasSize(
                        1 + get("v1/predictions?label=wrong").get("predictions").size());
        assertThat(csv).contains("wrong");

        tab.go(address("#/verdict/" + dented));
        tab.see(".labelling");
        tab.focus("#note");
        tab.type("a real dent");
        tab.click(".labelling button:first-child");
        tab.until("document.querySelector('.labelling [aria-pressed=true]')?.textContent.includes('Right')");
        final JsonNode kept = get("v1/predictions/" + dented);
        assertThat(kept.get("label").stringValue()).isEqualTo("right");
        assertThat(kept.get("note").stringValue()).isEqualTo("a real dent");
    }

    @Test
    void modelsAreUploadedActivatedRolledBackAndDeleted() throws Exception {
        Files.writeString(models().resolve("plate.report.html"), "<!doctype html><title>Report</title><h1>Report</h1>");
        Files.writeString(
                models().resolve("plate.metrics.json"),
                "{\"image_auroc\": 0.987, \"pixel_auroc\": 0.976, \"aupro\": 0.9}");
        final String first = active();
        tab.go(address("#/models/plate"));
        tab.see("[data-model=plate] .origin", "20 good pictures of plate");
        tab.see("[data-model=plate] .links a", "Evaluation report");
        tab.see("[data-model=plate] .details .histogram svg");
        tab.see("[data-model=plate] .details", "0.987");
        tab.see("[data-model=plate] .auroc", "0.987");

        tab.click(".upload summary");
        tab.choose("#upload", plates.second());
        tab.until("document.getElementById('name').value === 'second'");
        tab.value("document.getElementById('name').value = 'plate'");
        assertThat(tab.value("document.getElementById('activate').checked").asBoolean())
                .isFalse();
        tab.click("#activate");
        tab.click(".upload button[type=submit]");
        tab.see(".upload [role=status]", "was checked");
        final String second = active();
        assertThat(second).isNotEqualTo(first);
        tab.click(".upload summary");
        tab.see("[data-activate='" + first + "']");
        shoot("models");

        tab.click("[data-activate='" + first + "']");
        tab.see("[data-activate='" + second + "']");
        assertThat(active()).isEqualTo(first);
        tab.click("[data-model=plate] .details > section > p button:first-child");
        tab.see("[data-activate='" + first + "']");
        assertThat(active()).isEqualTo(second);

        tab.click("[data-activate='" + first + "'] + .danger");
        tab.click("dialog[open] button.danger");
        tab.until("!document.querySelector(\"[data-activate='" + first + "']\")");
        assertThat(get("v1/models/plate").get("versions").size()).isEqualTo(1);

        tab.choose("#upload", Files.writeString(folder.resolve("broken.blemish"), "not a model"));
        tab.click(".upload summary");
        tab.click(".upload button[type=submit]");
        tab.see(".upload .state.failed", "model");

        tab.click("[data-model=plate] .details > section > p button.danger");
        tab.click("dialog[open] button.danger");
        tab.see(".state.empty", "There is no model yet");
        shoot("empty");
    }

    /** A lamp that fades. */
    @Test
    void driftIsToldOnTheModelAndWhileItHappensAndTheWatchBeginsAnew() throws Exception {
        tab.go(address("#/models"));
        tab.see("[data-drift=plate]", "No picture has been watched");
        tab.go(address("#/live"));
        tab.see(".status", "Listening");
        for (int i = 0; i < 30; i++) {
            predict(dark(i), "dark-" + i + ".png");
        }
        tab.see(".drift", "no longer look like those");
        tab.see(".drift", "The pictures are darker");
        shoot("drift");
        tab.click(".drift a");
        tab.see(".decision .badge");

        tab.go(address("#/models"));
        tab.see("[data-drift=plate] .drift", "The pictures are darker");
        shoot("drift-models");
        tab.click("[data-drift=plate] button");
        tab.click("dialog[open] .danger");
        tab.see("[data-drift=plate]", "No picture has been watched");
    }

    private Path dark(final int number) throws IOException {
        final BufferedImage plate = ImageIO.read(plates.good(number % 5).toFile());
        final Path file = folder.resolve("dark-" + number + ".png");
        ImageIO.write(new RescaleOp(0.4f - 0.005f * number, 0, null).filter(plate, null), "png", file.toFile());
        return file;
    }

    @Test
    void aThresholdThatIsMovedTellsThePastAnewAndLeavesPicturesToAPerson() throws Exception {
        predict(plates.dented(), "plate-dented.png");
        for (int i = 0; i < 5; i++) {
            predict(plates.good(i), "plate-" + i + ".png");
        }
        final String first = active();
        tab.go(address("#/models/plate"));
        tab.see(".move svg");
        tab.see(".move .tally", "The latest 6 verdicts: 1 anomalous, 0 to review; 0 other");
        tab.until("document.querySelectorAll('.move .mark').length === 6");
        tab.value("(s => { s.value = s.max; s.dispatchEvent(new Event('input', { bubbles: true })) })"
                + "(document.getElementById('move'))");
        tab.see(".move .tally", "0 anomalous, 0 to review; 1 other");
        tab.see(".move .promise", "at most 4.8%");
        tab.see(".move .changed .badge.normal");
        tab.value("(s => { s.value = '0.2'; s.dispatchEvent(new Event('change', { bubbles: true })) })"
                + "(document.getElementById('move-review'))");
        tab.see(".move .changed .badge.review");
        tab.until("document.querySelectorAll('.move line.threshold').length === 2");
        tab.focus("#why");
        tab.type("a person shall look");
        shoot("threshold");
        final String promised = tab.text(".move .promise");
        tab.click("#set");
        tab.see(".changes", "a person shall look");
        assertThat(active()).isNotEqualTo(first);
        final JsonNode set = get("v1/models/plate").get("calibration");
        assertThat(promised)
                .contains(
                        percent(set.get("expected_false_alarms").doubleValue()),
                        percent(set.get("false_alarm_bound").doubleValue()));

        predict(plates.dented(), "plate-again.png");
        tab.go(address("#/history"));
        tab.see(".queue a", "1 picture waits for review");
        tab.click(".queue a");
        tab.until("document.querySelectorAll('.list tbody tr').length === 1");
        tab.see(".list .badge.review", "Review");
        tab.see("[data-label=good]", "Good");
        shoot("queue");
        tab.click("[data-label=defect]");
        tab.until("document.querySelector('[data-label=defect]').getAttribute('aria-pressed') === 'true'");
        assertThat(get("v1/predictions?label=defect").get("predictions").size()).isEqualTo(1);
        assertThat(get("v1/predictions?verdict=review&label=none")
                        .get("predictions")
                        .size())
                .isZero();
    }

    private static String percent(final double share) {
        return String.format(Locale.ROOT, "%.1f", Math.ceil(share * 1000 - 1e-9) / 10)
                        .replaceAll("\\.0$", "") + "%";
    }

    private String active() throws Exception {
        return get("v1/models/plate").get("version").stringValue();
    }

    @Test
    void anotherTokenGivesAnotherRole() throws Exception {
        server.close();
        final Path tokens =
                Files.writeString(folder.resolve("tokens"), "read " + READ + System.lineSeparator() + "admin " + ADMIN);
        server = Server.start(options(Optional.of(tokens)));
        tab.go("http://operator:" + READ + "@127.0.0.1:" + server.port() + "/#/models");
        tab.see("#role", "operator");
        tab.see("main > .hint", "sign in");
        tab.click("#role");
        tab.focus("#token");
        tab.type("a-token-that-nobody-has");
        tab.press("Enter");
        tab.see("dialog .problem", "does not know this token");
        tab.value("document.getElementById('token').value = ''");
        tab.focus("#token");
        tab.type(ADMIN);
        shoot("sign-in");
        tab.press("Enter");
        tab.see("#role", "admin");
        tab.see(".upload");
        tab.value("location.hash = '#/inspect'");
        tab.drop(".drop", plates.dented());
        tab.see("canvas.heat");
        tab.value("location.hash = '#/live'");
        tab.see(".status", "Listening");
        assertThat(tab.value("sessionStorage.getItem('token')").stringValue()).isEqualTo(ADMIN);
    }

    @Test
    void thePageSaysThatTheServerCannotBeReached() {
        tab.go(address("#/live"));
        tab.see(".status", "Listening");
        server.close();
        tab.value("location.hash = '#/history'");
        tab.see(".state.failed", "cannot be reached");
        tab.until("document.querySelectorAll('.state.failed').length === 2");
        tab.until("[...document.querySelectorAll('.state.failed')].filter(e => e.checkVisibility()).length === 1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noViewBreaksTheContentSecurityPolicyOrARuleOfAxe(final boolean dark) throws Exception {
        tab.screen(1440, 1000, dark);
        final String id = predict(plates.dented(), "dented.png");
        tab.watch();
        for (final String view :
                List.of("inspect", "live", "line", "history", "models/plate", "fit", "verdict/" + id)) {
            load(view);
            assertThat(tab.value("faults.join()").asString()).as(view).isEmpty();
            assertThat(tab.violations()).as(view).isEmpty();
        }
        assertThat(VIEWS).allSatisfy(view -> tab.see("nav a[href='#/" + view + "']"));
    }
}
