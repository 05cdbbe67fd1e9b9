package io.blemish.detector.patchcore;

import java.util.Optional;

/**
 * How many patches a memory bank keeps.
 *
 * @param share of all patches, in {@code (0, 1]}
 * @param most however many that would be; empty for no limit
 */
record BankSize(double share, Optional<Integer> most) {
    /** A share without a limit. */
    static BankSize of(final double share) {
        return new BankSize(share, Optional.empty());
    }

    /** How many of these patches are kept, at least one. */
    long count(final long patches) {
        final long count = (long) (patches * share);
        return Math.max(1, most.isPresent() ? Math.min(most.get(), count) : count);
    }
}
