package io.blemish.server.fits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.image.ImageDecoder;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of fits when a server ends, in whatever way. */
class FitsOnDiskTest {
    private static final byte[] PICTURE = PngWriter.toBytes(new RgbImage(4, 3, new byte[36]));

    @TempDir
    private Path folder;

    private final List<Fit> heard = new ArrayList<>();

    private Fits open() {
        return new Fits(folder, heard::add);
    }

    private static FitPictures pictures(final Fits fits) {
        return new FitPictures(fits, new ImageDecoder());
    }

    @Test
    void aFitIsThereAgainWithItsPicturesAndWithoutWhatWasBegunToBeWritten() throws IOException {
        final Fits before = open();
        final Fit fit = before.create(Optional.empty(), dropped -> {});
        final FitPicture whole =
                pictures(before).add(fit.id(), "b.png", PICTURE).orElseThrow();
        pictures(before).add(fit.id(), "a.png", PICTURE);
        before.edit(
                fit.id(),
                one -> one.started(new FitSettings(
                        "part", Optional.of(0.01), Optional.empty(), Optional.empty(), Optional.empty())));
        final Path files = folder.resolve(fit.id());
        final Path half = Files.write(files.resolve("pictures/half"), PICTURE);
        final Path part = Files.write(files.resolve(".1.part"), new byte[1]);
        final Path model = Files.createDirectories(files.resolve("work")).resolve("fitted.blemish");
        Files.write(model, new byte[1]);
        final Path base = Files.write(files.resolve("base.blemish"), new byte[1]);
        final Path begun = Files.createDirectories(folder.resolve("begun"));

        final Fit after = open().find(fit.id()).orElseThrow();
        assertThat(after.state()).isEqualTo(FitState.FAILED);
        assertThat(after.problem()).contains(Fits.STOPPED);
        assertThat(after.pictures()).extracting(FitPicture::name).containsExactly("a.png", "b.png");
        assertThat(after.picture(whole.id())).contains(whole);
        assertThat(List.of(half, part, model, base, begun)).noneMatch(Files::exists);
        assertThat(open().find(fit.id())).contains(after);
    }

    @Test
    void theOldestFitThatHasEndedMakesWayForANewOne() {
        final Fits fits = open();
        for (int i = 0; i < Fits.MOST; i++) {
            fits.create(Optional.empty(), dropped -> {});
        }
        assertThatThrownBy(() -> fits.create(Optional.empty(), dropped -> {}))
                .isInstanceOf(FitConflict.class)
                .hasMessageContaining("Delete one of them");
        final List<Fit> all = fits.all();
        final String older = all.get(7).id();
        for (final String id : List.of(all.get(3).id(), older)) {
            fits.edit(id, one -> one.failed("a test"));
        }
        final List<String> dropped = new ArrayList<>();
        fits.create(Optional.empty(), oldest -> dropped.add(oldest.id()));
        assertThat(dropped).containsExactly(older);
        assertThat(fits.find(older)).isEmpty();
        assertThat(folder.resolve(older)).doesNotExist();
        assertThat(fits.all()).hasSize(Fits.MOST);
    }

    @Test
    void everyChangeIsHeard() {
        final Fits fits = open();
        final Fit fit = fits.create(Optional.empty(), dropped -> {});
        final FitPicture picture =
                pictures(fits).add(fit.id(), "a.png", PICTURE).orElseThrow();
        pictures(fits).remove(fit.id(), picture.id());
        assertThat(heard).extracting(one -> one.pictures().size()).containsExactly(0, 1, 0);
        assertThat(pictures(fits).content(fit.id(), picture.id())).isEmpty();
    }
}
