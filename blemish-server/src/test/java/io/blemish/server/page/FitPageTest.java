package io.blemish.server.page;

import io.blemish.server.Server;
import io.blemish.server.ServerOptions.Listening;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Makes a model with the page, in a Chromium of this machine; skipped if there is none. */
@BrowserTest
class FitPageTest {
    /** Of good parts; with so few a fit takes some seconds. */
    private static final int PICTURES = 8;

    private static final int SIDE = 256;

    /** A fit takes longer than anything else that the page shows, and has to wait for all that this machine does. */
    private static final int FIT_TIMES = 15;

    private final Plates plates = Plates.made();

    @TempDir
    private Path folder;

    private Server server;
    private Tab tab;

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(folder.resolve("models"));
        server = Server.start(
                PageServer.options(folder, new Listening("127.0.0.1", 0, Optional.empty(), Optional.empty())));
        tab = Chromium.started().open();
        tab.screen(1440, 1000, false);
        tab.watch();
    }

    @AfterEach
    void close() {
        tab.close();
        server.close();
    }

    @Test
    void aZipOfGoodPicturesBecomesAModelThatInspectsARegion() throws Exception {
        tab.go("http://127.0.0.1:" + server.port() + "/#/models");
        tab.click("#new-model");
        tab.drop(".drop", zip());
        tab.until("document.querySelectorAll('.checked li').length === " + (PICTURES + 1));
        tab.see(".refused", "notes.txt");
        tab.see(".checked .doubtful", "The same as another");
        tab.click(".checked .doubtful button");
        tab.see(".count", "They are alike.");

        drawUpperHalf();
        tab.see("[data-masked=true]");
        tab.focus("#name");
        tab.type("half");
        tab.requireAccessible("draft");
        tab.screen(360, 740, false);
        tab.until("document.documentElement.scrollWidth <= 360");
        tab.screen(1440, 1250, false);
        tab.value("scrollTo(0, 0)");
        shoot("fit");
        tab.click("#start");
        tab.see(".running progress");
        tab.requireAccessible("running");
        tab.until("document.querySelector('.making').dataset.state === 'done'", FIT_TIMES);
        tab.see(".making .judgement", "Too few pictures");
        tab.see(".making .active", "Active");
        tab.screen(1440, 1000, true);
        tab.requireAccessible("done");
        tab.click("#language");
        tab.see("h1", "새 모델");
        tab.click("#language");
        tab.see(".making .active", "Active");

        tab.click(".making a[href='#/inspect?model=half']");
        tab.drop(".drop", blotted(3 * SIDE / 4));
        tab.see(".decision .badge", "Normal");
        tab.drop(".drop", blotted(SIDE / 4));
        tab.see(".decision .badge", "Anomalous");

        learnFurther();
        tab.value("location.hash = '#/fit'");
        tab.see(".list", "half");
        tab.see(".list", "update of version");
        tab.requireAccessible("list");
    }

    /** Updates the model with a further picture. */
    private void learnFurther() throws Exception {
        tab.value("location.hash = '#/models'");
        tab.click("[data-update=half]");
        tab.see("h1", "Learn from good pictures");
        tab.drop(".drop", plates.good(0));
        tab.until("document.querySelectorAll('.checked li').length === 1");
        tab.until("document.querySelector('.region') === null");
        tab.until("document.querySelectorAll('#known-names option').length === " + PICTURES);
        tab.focus("#known");
        tab.type("5.png");
        tab.press("Enter");
        tab.until("document.querySelector('#forget').value === '5.png'");
        tab.focus("#why");
        tab.type("a test");
        tab.requireAccessible("update");
        tab.screen(360, 740, false);
        tab.until("document.documentElement.scrollWidth <= 360");
        tab.screen(1440, 1000, false);
        tab.click("#start");
        tab.until("document.querySelector('.making').dataset.state === 'done'", FIT_TIMES);
        tab.see(".making", "1 added, 1 forgotten");
        tab.see(".making .judgement", "Too few pictures");
        tab.click("#activate");
        tab.see(".making .active", "Active");
        tab.requireAccessible("updated");
    }

    /** One corner with the mouse, the others with the keyboard. */
    private void drawUpperHalf() {
        tab.see(".region img");
        tab.clickAt(".polygons", 0.01, 0.01);
        tab.clickAt(".polygons", 0.99, 0.01);
        tab.clickAt(".polygons", 0.99, 0.5);
        tab.focus(".polygons");
        for (int i = 0; i < 60; i++) {
            tab.press("ArrowLeft");
        }
        tab.press("Space");
        tab.press("Enter");
        tab.until("document.querySelectorAll('.polygons polygon').length === 2");
    }

    /** Good parts, one of them twice, and a text. */
    private Path zip() throws IOException {
        final Path zip = folder.resolve("good.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int i = 0; i < PICTURES; i++) {
                add(out, i + ".png", Files.readAllBytes(plates.training(i)));
            }
            add(out, "again.png", Files.readAllBytes(plates.training(0)));
            add(out, "notes.txt", "not a picture".getBytes(StandardCharsets.UTF_8));
        }
        return zip;
    }

    private static void add(final ZipOutputStream out, final String name, final byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
        out.closeEntry();
    }

    /** A part that the model has learned from, with a blot at some height. */
    private Path blotted(final int y) throws IOException {
        final BufferedImage image = ImageIO.read(plates.training(1).toFile());
        final Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLACK);
        graphics.fillOval(SIDE / 2 - 16, y - 16, 32, 32);
        graphics.dispose();
        final Path file = folder.resolve("blot-" + y + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private void shoot(final String name) throws IOException {
        Screenshots.take(tab, name);
    }
}
