package io.blemish.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The good pictures of a data set that does not divide them itself, divided into those to fit on and those to test.
 *
 * @param train to fit on, in order
 * @param test to evaluate on, in order
 */
record GoodPictures(List<Path> train, List<Path> test) {
    /** Divides by the split file if there is one, else by the seed. */
    static GoodPictures divide(
            final Folder root, final List<Path> pictures, final DatasetOptions options, final DatasetBuilder found) {
        return options.splitFile()
                .map(file -> SplitFile.read(file).divide(root, pictures, found))
                .orElseGet(() -> draw(pictures, options.seed(), options.testFraction()));
    }

    /**
     * Draws the test pictures by seed: the list, sorted by id, is shuffled by Fisher and Yates's rule from its end, with
     * {@code Long.remainderUnsigned(random.nextLong(), i + 1)} as the partner of place {@code i} and a
     * {@link SplittableRandom} of that seed; the first {@code round(fraction · n)} places are the test's. At least one
     * picture is drawn when the fraction is not zero, and at least one is left to fit on.
     *
     * @param pictures sorted by id
     */
    static GoodPictures draw(final List<Path> pictures, final long seed, final double fraction) {
        final int count = pictures.size();
        final int wanted = fraction > 0 ? Math.max(1, (int) Math.round(fraction * count)) : 0;
        final Set<Integer> chosen = chosen(count, Math.max(0, Math.min(wanted, count - 1)), seed);
        return new GoodPictures(pick(pictures, chosen, false), pick(pictures, chosen, true));
    }

    private static Set<Integer> chosen(final int count, final int wanted, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = i;
        }
        for (int i = count - 1; i > 0; i--) {
            final int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1L);
            final int kept = places[i];
            places[i] = places[j];
            places[j] = kept;
        }
        final Set<Integer> chosen = new TreeSet<>();
        for (int i = 0; i < wanted; i++) {
            chosen.add(places[i]);
        }
        return chosen;
    }

    private static List<Path> pick(final List<Path> pictures, final Set<Integer> chosen, final boolean inside) {
        return IntStream.range(0, pictures.size())
                .filter(i -> chosen.contains(i) == inside)
                .mapToObj(pictures::get)
                .toList();
    }

    void addTo(final DatasetBuilder found, final String kind) {
        found.train(train, kind);
        found.testNormal(test, kind);
    }
}
