package io.blemish.tuning;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.array.Permutation;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The pictures by which choices are compared: some of the good ones in folds, each of which is judged by a detector that was
 * fitted to the others, and the defects.
 *
 * @param set that the good pictures are of
 * @param folds of good pictures
 * @param given pictures of real defects; empty if defects are made
 * @param places where a made defect may lie
 * @param size of the first good picture
 * @param seed of the made defects
 */
record TuningPictures(
        PictureSet set, List<List<Picture>> folds, List<Picture> given, Places places, Size size, long seed) {
    /** Two thirds of the pictures train each detector. */
    static final int FOLDS = 3;

    /** So many give an AUROC to about two digits; more take time that other choices need. */
    private static final int MOST = 90;

    /** With fewer, a fold has too few good pictures to tell a good detector from a bad one. */
    private static final int FEWEST = 12;

    /** With fewer, no choice can be checked on others than those that made it. */
    private static final int FEWEST_GIVEN = 5;

    /** How many defects are made of a good picture, each of another kind. */
    private static final List<MadeDefect> MADE = List.of(MadeDefect.values());

    static TuningPictures draw(
            final PictureSet good, final List<Picture> given, final Preprocessing preprocessing, final long seed) {
        if (!given.isEmpty() && given.size() < FEWEST_GIVEN) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Tuning with defects needs at least " + FEWEST_GIVEN + " pictures of them, not " + given.size()
                            + ". Add some, or tune without them.");
        }
        final List<Picture> order = IntStream.of(Permutation.draw(good.size(), seed))
                .mapToObj(good.pictures()::get)
                .toList();
        final List<Picture> readable = new ArrayList<>();
        Size first = new Size(1, 1);
        for (int i = 0; i < order.size() && readable.size() < MOST; i++) {
            try {
                final RgbImage image = order.get(i).decode();
                preprocessing.placement(image.size());
                first = readable.isEmpty() ? image.size() : first;
                readable.add(order.get(i));
            } catch (final BlemishException unsuitable) {
                // It cannot be read, or is of a size that does not go through the network: the fit names it.
            }
        }
        if (readable.size() < FEWEST) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID,
                    "Tuning needs at least " + FEWEST + " good pictures that can be read, and " + good.origin()
                            + " has " + readable.size() + ". Add more, or fit without tuning.");
        }
        given.forEach(Picture::decode);
        final List<List<Picture>> folds = IntStream.range(0, FOLDS)
                .mapToObj(fold -> List.copyOf(
                        readable.subList(fold * readable.size() / FOLDS, (fold + 1) * readable.size() / FOLDS)))
                .toList();
        return new TuningPictures(good, folds, List.copyOf(given), Places.of(preprocessing), first, seed);
    }

    int goodCount() {
        return folds.stream().mapToInt(List::size).sum();
    }

    /** How many different defects there are. */
    int defectCount() {
        return given.isEmpty() ? MADE.size() * goodCount() : given.size();
    }

    /** The pictures of all folds but one. */
    PictureSet without(final int fold) {
        final List<Picture> others = new ArrayList<>();
        for (int i = 0; i < folds.size(); i++) {
            if (i != fold) {
                others.addAll(folds.get(i));
            }
        }
        return new PictureSet(set.name(), set.origin(), others);
    }

    /** How many pictures are judged in a fold: good ones first, then defects. */
    int judgedIn(final int fold) {
        final int good = folds.get(fold).size();
        return good + (given.isEmpty() ? MADE.size() * good : given.size());
    }

    /** Which of the pictures that are judged in a fold are defects. */
    boolean[] labels(final int fold) {
        final boolean[] labels = new boolean[judgedIn(fold)];
        Arrays.fill(labels, folds.get(fold).size(), labels.length, true);
        return labels;
    }

    /** The picture that is judged at a place of {@link #judgedIn}; a made defect is drawn anew each time, always the same. */
    Picture judged(final int fold, final int place) {
        final List<Picture> good = folds.get(fold);
        if (place < good.size()) {
            return good.get(place);
        }
        final int defect = place - good.size();
        return given.isEmpty() ? made(fold, defect) : given.get(defect);
    }

    private Picture made(final int fold, final int defect) {
        final Picture good = folds.get(fold).get(defect / MADE.size());
        final MadeDefect kind = MADE.get(defect % MADE.size());
        final SplittableRandom random = new SplittableRandom(seed * 31 + fold * (long) MOST * MADE.size() + defect);
        return Picture.of(good.name(), kind.on(good.decode(), places, random));
    }
}
