package io.blemish.dataset;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** The frames of a video in a folder, in their order in time. */
final class Clip {
    /** A name of digits is compared as a number, so that 2 comes before 10 with or without leading zeros. */
    private static final Comparator<Path> BY_TIME =
            Comparator.comparing(Clip::padded).thenComparing(PictureFile::name);

    private static final int LONGEST_NUMBER = 18;

    private final String name;
    private final List<Path> frames;

    private Clip(final String name, final List<Path> frames) {
        this.name = name;
        this.frames = frames;
    }

    static Clip of(final Folder folder) {
        return new Clip(
                folder.name(), folder.pictures().stream().sorted(BY_TIME).toList());
    }

    String name() {
        return name;
    }

    int length() {
        return frames.size();
    }

    Path frame(final int index) {
        return frames.get(index);
    }

    /** Adds every n-th frame to fit on. */
    void train(final DatasetBuilder found, final int every) {
        add(found, every, Split.TRAIN, index -> new Mask.None());
    }

    /**
     * Adds every n-th frame to test.
     *
     * @param masks the mask of each frame; {@link Mask.None} for a good one
     */
    void test(final DatasetBuilder found, final int every, final IntFunction<Mask> masks) {
        add(found, every, Split.TEST, masks);
    }

    private void add(final DatasetBuilder found, final int every, final Split split, final IntFunction<Mask> masks) {
        for (int index = 0; index < frames.size(); index += every) {
            final Mask mask = masks.apply(index);
            final boolean good = mask instanceof Mask.None;
            found.add(new Sample(
                    found.idOf(frames.get(index)),
                    frames.get(index),
                    good ? Label.NORMAL : Label.ANOMALOUS,
                    good ? "normal" : "anomalous",
                    mask,
                    split,
                    Optional.of(new Frame(name, index))));
        }
    }

    private static String padded(final Path frame) {
        final String stem = PictureFile.stem(frame);
        return stem.length() <= LONGEST_NUMBER && stem.chars().allMatch(c -> c >= '0' && c <= '9')
                ? "%018d".formatted(Long.parseLong(stem))
                : stem;
    }
}
