package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads pictures. A single one is read while the model is opened, because a process for one picture spends most of its time on that. */
final class PictureReader {
    private final ImageDecoder decoder = new ImageDecoder();
    private final Optional<FutureTask<RgbImage>> early;

    /**
     * Begins to read if there is one picture. Many are not read ahead, because none should be in memory longer than needed.
     *
     * @param pictures the pictures that will be read
     */
    PictureReader(final List<PictureInput> pictures) {
        this.early = pictures.size() == 1 ? Optional.of(begin(pictures.get(0))) : Optional.empty();
    }

    private FutureTask<RgbImage> begin(final PictureInput picture) {
        final FutureTask<RgbImage> task = new FutureTask<>(() -> decoder.decode(picture.file()));
        final Thread reading = new Thread(task, "picture");
        reading.setDaemon(true);
        reading.start();
        return task;
    }

    /**
     * Reads a picture.
     *
     * @throws InputException if it cannot be read
     */
    RgbImage read(final PictureInput picture) {
        return early.isPresent() ? result(early.get()) : decoder.decode(picture.file());
    }

    private static RgbImage result(final FutureTask<RgbImage> task) {
        try {
            return task.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof InputException refused) {
                throw refused;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
