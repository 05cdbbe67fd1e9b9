package io.blemish.dataset.generator;

import java.util.SplittableRandom;

/** A stream of random choices that depends on nothing but its seed and the names it was opened with. */
final class Draw {
    private static final double UNIT = 0x1.0p-53;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SplittableRandom random;

    private Draw(final long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Opens a stream of its own for a purpose: the seed mixed with an FNV-1a hash of the name. */
    static Draw of(final long seed, final String name) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new Draw(new SplittableRandom(seed).nextLong() ^ hash);
    }

    /** Uniform in {@code [from, to)}. */
    double between(final double from, final double to) {
        return from + (to - from) * unit();
    }

    /** Uniform in {@code [-size, size)}. */
    double around(final double size) {
        return between(-size, size);
    }

    /** Uniform among {@code 0, …, count - 1}. */
    int below(final int count) {
        return (int) Long.remainderUnsigned(random.nextLong(), count);
    }

    /** One of two, each as likely. */
    boolean coin() {
        return random.nextLong() < 0;
    }

    /** About normal with deviation 1: four uniform numbers added, which no picture tells from a true one. */
    double bell() {
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
