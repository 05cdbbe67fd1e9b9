package io.blemish.cli;

import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads pictures. A single one is read while the model is opened, because a process for one picture spends most of its time on that. */
final class PictureReader {
    private final Optional<FutureTask<RgbImage>> early;

    /**
     * Begins to read if there is one picture. Many are not read ahead, because none should be in memory longer than needed.
     *
     * @param pictures the pictures that will be read
     */
    PictureReader(final List<PictureInput> pictures) {
        this.early = pictures.size() == 1 ? Optional.of(begin(pictures.get(0))) : Optional.empty();
    }

    private static FutureTask<RgbImage> begin(final PictureInput picture) {
        final FutureTask<RgbImage> task =
                new FutureTask<>(() -> Picture.of(picture.file()).decode());
        final Thread reading = new Thread(task, "picture");
        reading.setDaemon(true);
        reading.start();
        return task;
    }

    /** The picture of a file; the single one is decoded already, if that was possible. */
    Picture read(final PictureInput input) {
        final Picture inFile = Picture.of(input.file());
        return early.flatMap(PictureReader::result)
                .map(image -> Picture.of(inFile.name(), image))
                .orElse(inFile);
    }

    /** Empty if the picture cannot be read: whoever decodes it again gives the reason. */
    private static Optional<RgbImage> result(final FutureTask<RgbImage> task) {
        try {
            return Optional.of(task.get());
        } catch (final ExecutionException e) {
            return Optional.empty();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
