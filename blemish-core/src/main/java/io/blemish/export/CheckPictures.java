package io.blemish.export;

import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.model.ModelCheck;
import io.blemish.model.ModelDescription;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pictures on which a graph is compared with its model.
 *
 * @param source where they come from
 * @param pictures at least one
 */
record CheckPictures(PictureOrigin source, List<Picture> pictures) {
    /** More training pictures than this tell nothing new. */
    private static final int MOST = 32;

    /** Lights in which the made-up picture is shown. */
    private static final int LIGHTS = 4;

    /**
     * Finds pictures.
     *
     * @param given by the caller; possibly none
     * @param size of the networks' input
     */
    static CheckPictures of(final List<Picture> given, final ModelDescription description, final Size size) {
        if (!given.isEmpty()) {
            return new CheckPictures(PictureOrigin.GIVEN, given);
        }
        final List<Path> training = description.training().pictures().stream()
                .flatMap(name -> file(description.training().dataset(), name).stream())
                .toList();
        if (training.isEmpty()) {
            return new CheckPictures(PictureOrigin.MADE_UP, madeUp(size));
        }
        final int count = Math.min(MOST, training.size());
        return new CheckPictures(
                PictureOrigin.TRAINING,
                IntStream.range(0, count)
                        .mapToObj(i -> Picture.of(training.get((int) ((long) i * training.size() / count))))
                        .toList());
    }

    /** A model names its pictures within the data set, which may be beside the program, or be where the program runs. */
    private static Optional<Path> file(final String dataset, final String name) {
        try {
            return Stream.of(Path.of(name), Path.of(dataset, name))
                    .filter(Files::isRegularFile)
                    .findFirst();
        } catch (final InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static List<Picture> madeUp(final Size size) {
        final RgbImage bright =
                new ModelCheck(size.width(), size.height(), 0).picture().decode();
        return IntStream.rangeClosed(1, LIGHTS)
                .mapToObj(light -> Picture.of("made-up picture " + light, dimmed(bright, light)))
                .toList();
    }

    private static RgbImage dimmed(final RgbImage bright, final int light) {
        final byte[] rgb = bright.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((rgb[i] & 0xff) * light / LIGHTS);
        }
        return new RgbImage(bright.width(), bright.height(), rgb);
    }
}
