package io.blemish.cli;

import io.blemish.image.Picture;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Works on many pictures on all threads, and hands the results on in the order of the pictures.
 *
 * @param batch how many pictures are worked on together
 * @param workers share the pictures
 */
record PicturesInOrder(int batch, Workers workers) {
    /** How many pictures of each thread may have a result that waits for its turn. */
    private static final int WINDOW_PER_THREAD = 8;

    /**
     * Works on pictures.
     *
     * @param inputs the pictures
     * @param work gives the results of pictures that go through the network together, in their order
     * @param next takes each picture with its result
     */
    <I, R> void forEach(final List<I> inputs, final Function<List<I>, List<R>> work, final BiConsumer<I, R> next) {
        final int window = workers.threads() * Math.max(WINDOW_PER_THREAD, batch);
        for (int first = 0; first < inputs.size(); first += window) {
            final List<I> some = inputs.subList(first, Math.min(inputs.size(), first + window));
            final List<List<R>> results = new ArrayList<>(Collections.nCopies(some.size(), List.of()));
            workers.forBlocks(some.size(), batch, (from, to) -> results.set(from, work.apply(some.subList(from, to))));
            int at = 0;
            for (final List<R> together : results) {
                for (final R result : together) {
                    next.accept(some.get(at++), result);
                }
            }
        }
    }

    /**
     * Judges pictures.
     *
     * @param model judges
     * @param files the pictures
     * @param progress hears of the stage {@code judging}
     * @param next takes each picture with its outcome
     */
    void judge(
            final Model model, final List<Path> files, final Progress progress, final BiConsumer<Path, Outcome> next) {
        final int[] done = new int[1];
        forEach(files, some -> model.predict(some.stream().map(Picture::of).toList()), (file, outcome) -> {
            next.accept(file, outcome);
            progress.report("judging", ++done[0], files.size());
        });
    }
}
