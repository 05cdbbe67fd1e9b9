package io.blemish.cli;

import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Judges many pictures on all threads, and hands the outcomes on in the order of the pictures. */
final class PicturesInOrder {
    /** How many pictures of each thread may have a verdict that waits for its turn. */
    private static final int WINDOW_PER_THREAD = 8;

    private final Model model;
    private final int batch;
    private final Workers workers;

    PicturesInOrder(final Model model, final int batch, final Workers workers) {
        this.model = model;
        this.batch = batch;
        this.workers = workers;
    }

    /**
     * Judges pictures.
     *
     * @param files the pictures
     * @param progress hears of the stage {@code judging}
     * @param next takes each picture with its outcome
     */
    void judge(final List<Path> files, final Progress progress, final BiConsumer<Path, Outcome> next) {
        final int window = workers.threads() * Math.max(WINDOW_PER_THREAD, batch);
        for (int first = 0; first < files.size(); first += window) {
            final List<Path> some = files.subList(first, Math.min(files.size(), first + window));
            final List<Outcome> outcomes = judge(some);
            for (int i = 0; i < some.size(); i++) {
                next.accept(some.get(i), outcomes.get(i));
            }
            progress.report("judging", first + some.size(), files.size());
        }
    }

    private List<Outcome> judge(final List<Path> files) {
        final Outcome[] outcomes = new Outcome[files.size()];
        workers.forBlocks(outcomes.length, batch, (from, to) -> {
            final List<Picture> pictures = new ArrayList<>();
            for (final Path file : files.subList(from, to)) {
                pictures.add(Picture.of(file));
            }
            final List<Outcome> judged = model.predict(pictures);
            for (int i = from; i < to; i++) {
                outcomes[i] = judged.get(i - from);
            }
        });
        return Arrays.asList(outcomes);
    }
}
