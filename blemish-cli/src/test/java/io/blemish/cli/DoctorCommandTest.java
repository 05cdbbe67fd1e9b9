package io.blemish.cli;

import static io.blemish.cli.CommandResult.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.dataset.generator.PartKind;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class DoctorCommandTest {
    @TempDir
    private static Path folder;

    private static Path model;
    private static Path good;

    @BeforeAll
    static void fit() {
        final Path data = GeneratedParts.in(folder.resolve("parts"), PartKind.PLATE, 128, 12, 10, 1);
        model = folder.resolve("plate.blemish");
        assertThat(run("fit", data, "-o", model, "--image-size", "128", "--coreset", "0.05")
                        .code())
                .isZero();
        good = data.resolve("test/good");
    }

    @Test
    void aMachineAlone() {
        final CommandResult ran = run("doctor");
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out()).contains("processor", "memory", "Networks can run on cpu");
    }

    @Test
    void aModelAndItsPicturesAreWell() {
        final CommandResult ran = run("doctor", model, good);
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        assertThat(ran.out())
                .contains("the same within 0.1%", "All pictures have 128x128 pixels", "No drift", "A picture takes ");
    }

    @Test
    void whitePicturesDoNotFit() throws IOException {
        final BufferedImage white = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        white.createGraphics().fillRect(0, 0, 64, 64);
        final Path file = folder.resolve("white.png");
        ImageIO.write(white, "png", file.toFile());
        final CommandResult ran = run("doctor", model, file, "--json");
        assertThat(ran.code()).isEqualTo(13);
        final JsonNode document = new ObjectMapper().readTree(ran.out());
        assertThat(document.get("well").asBoolean()).isFalse();
        assertThat(document.get("findings"))
                .anyMatch(one -> one.get("topic").asString().equals("brightness")
                        && one.get("health").asString().equals("wrong"))
                .anyMatch(one -> one.get("topic").asString().equals("size")
                        && one.get("health").asString().equals("note"));
    }

    @Test
    void aFolderWithoutPicturesIsNamed() throws IOException {
        final CommandResult ran = run("doctor", model, Files.createDirectories(folder.resolve("empty")));
        assertThat(ran.code()).isEqualTo(13);
        assertThat(ran.out()).containsPattern("wrong +pictures +Folder .*empty has no pictures");
    }

    @Test
    void aDamagedModelIsNamed() throws IOException {
        final Path damaged = Files.write(folder.resolve("damaged.blemish"), List.of("no model"));
        final CommandResult ran = run("doctor", damaged);
        assertThat(ran.code()).isEqualTo(13);
        assertThat(ran.out()).containsPattern("wrong +model .*damaged.blemish");
    }

    @Test
    void aProcessorWithoutFastInstructionsIsNoted() throws IOException {
        final Path old = Files.writeString(folder.resolve("old"), "model name : Old\nflags : fpu sse2\n");
        assertThat(new MachineCheckup(old).findings())
                .anyMatch(one ->
                        one.health() == Finding.Health.NOTE && one.sentence().contains("Old has no AVX2"));
        final Path fast = Files.writeString(folder.resolve("fast"), "model name : New\nflags : fma avx2 avx512f\n");
        assertThat(new MachineCheckup(fast).findings())
                .anyMatch(one -> one.sentence().endsWith("New with AVX2, FMA, AVX-512."));
    }

    @Test
    void littleMemoryIsNoted() {
        assertThat(MachineCheckup.memory(100 << 20).health()).isEqualTo(Finding.Health.NOTE);
        assertThat(MachineCheckup.memory(4L << 30).health()).isEqualTo(Finding.Health.OK);
    }
}
