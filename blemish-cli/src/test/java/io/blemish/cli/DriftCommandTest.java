package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@Tag("long")
class DriftCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path model;
    private static Path good;
    private static Path bright;

    @BeforeAll
    static void fit() throws IOException {
        data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 128, 40, 20, 1);
        model = folder.resolve("plate.blemish");
        final CommandResult ran = run("fit", data, "-o", model, "--image-size", "128", "--coreset", "0.05");
        assertThat(ran.code()).as(ran.err()).isZero();
        good = data.resolve("test/good");
        bright = Files.createDirectories(folder.resolve("bright"));
        for (final Path picture : pictures(good)) {
            final BufferedImage image = ImageIO.read(picture.toFile());
            ImageIO.write(
                    new RescaleOp(1.5f, 0, null).filter(image, null),
                    "png",
                    bright.resolve("z" + picture.getFileName()).toFile());
        }
    }

    private static List<Path> pictures(final Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.sorted().toList();
        }
    }

    @Test
    void goodPicturesAreNoDrift() {
        final CommandResult ran = run("drift", model, good);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("No drift: nothing shows that these 20 pictures look other than the 40");
    }

    @Test
    void moreLightIsDrift() {
        final CommandResult ran = run("drift", model, good, bright);
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(12);
        assertThat(ran.out())
                .containsPattern("Drift: from picture [23]\\d of 40 on")
                .contains("brightness: the pictures are brighter", "Check the lamp");
    }

    @Test
    void jsonNamesThePicture() {
        final CommandResult ran = run("drift", model, good, bright, "--json");
        assertThat(ran.code()).isEqualTo(12);
        final JsonNode document = JSON.readTree(ran.out());
        assertThat(document.get("picture").asString()).contains("bright");
        assertThat(document.get("state").get("drift").asBoolean()).isTrue();
        assertThat(document.get("state").get("statistics")).hasSize(8);
    }

    @Test
    void aPictureThatCannotBeReadIsNamedAndTheOthersAreWatched() throws IOException {
        final Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");
        final CommandResult ran = run("drift", model, broken, good);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("broken.png");
        assertThat(ran.out()).contains("these 20 pictures");
    }

    @Test
    void fewPicturesAreSaidToBeFew() throws IOException {
        final CommandResult ran = run("drift", model, pictures(good).get(0));
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("Too few pictures to tell");
    }

    @Test
    void aProbabilityOfNothingIsRefused() {
        final CommandResult ran = run("drift", model, good, "--max-false-alarms", "0");
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("the share of false alarms must be from");
    }

    @Test
    @Tag("long")
    void aFitKeepsTheAppearanceAndGivesTheSameBytesAgain() throws IOException {
        final Path again = folder.resolve("again.blemish");
        run("fit", data, "-o", again, "--image-size", "128", "--coreset", "0.05", "--threads", "1");
        assertThat(again).hasSameBinaryContentAs(model);
        assertThat(run("info", model).out()).contains("appearance.json");
    }
}
