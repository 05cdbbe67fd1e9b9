package io.blemish.drift;

import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * The places of pictures in the {@link Bag}s. When all are taken, one picture leaves for each that comes, each as likely as any
 * other, the new one among them. So who stays says nothing about which picture came last: given those in the bag, whatever their
 * order, the rank of the last one is still uniform, and independent of all that comes later.
 */
final class Places {
    private final int capacity;
    private final RandomGenerator random;
    private int taken;

    Places(final int taken, final int capacity, final RandomGenerator random) {
        this.taken = taken;
        this.capacity = Math.max(taken, capacity);
        this.random = random;
    }

    /** The place of a new picture; empty if it is the one that leaves. */
    OptionalInt next() {
        if (taken < capacity) {
            return OptionalInt.of(taken++);
        }
        final int leaves = random.nextInt(capacity + 1);
        return leaves < capacity ? OptionalInt.of(leaves) : OptionalInt.empty();
    }
}
