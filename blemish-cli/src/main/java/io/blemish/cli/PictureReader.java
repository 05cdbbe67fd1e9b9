package io.blemish.cli;

import io.blemish.InputException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.RgbImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads pictures; a single one beforehand, because a process that judges one spends most of its time beginning. */
final class PictureReader {
    private final ImageDecoder decoder = new ImageDecoder();
    private final Optional<FutureTask<RgbImage>> early;

    /**
     * Begins to read where there is one picture. Of many, none should be kept longer than it is needed.
     *
     * @param pictures that will be read
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
     * A picture's pixels.
     *
     * @throws InputException where it cannot be read
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
