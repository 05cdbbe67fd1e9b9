package io.blemish.dataset.generator;

import java.util.SplittableRandom;

/** A stream of random choices, which depends on its seed and its name only. */
final class Draw {
    private static final double UNIT = 0x1.0p-53;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SplittableRandom random;

    private Draw(final long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A stream with a name, so that each purpose has its own: the seed is mixed with an FNV-1a hash of the name. */
    static Draw of(final long seed, final String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new Draw(new SplittableRandom(seed).nextLong() ^ hash);
    }

    /** A number that is uniform in {@code [from, to)}. */
    double between(final double from, final double to) {
        return from + (to - from) * unit();
    }

    /** A number that is uniform in {@code [-size, size)}. */
    double around(final double size) {
        return between(-size, size);
    }

    /** One of {@code 0, …, count - 1}, each as likely. */
    int below(final int count) {
        return (int) Long.remainderUnsigned(random.nextLong(), count);
    }

    /** True or false, each as likely. */
    boolean coin() {
        return random.nextLong() < 0;
    }

    /** A nearly normal number with deviation 1: the sum of four uniform ones, which is close enough for a picture. */
    double normal() {
        // A uniform number on [0, 1) has variance 1/12, so four have 1/3.
        return (unit() + unit() + unit() + unit() - 2) * StrictMath.sqrt(3);
    }

    /** A seed for {@link Noise}. */
    int seed() {
        return (int) random.nextLong();
    }

    private double unit() {
        return (random.nextLong() >>> 11) * UNIT;
    }
}
