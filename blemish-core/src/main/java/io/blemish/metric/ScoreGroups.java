package io.blemish.metric;

import java.util.Arrays;

/** Scores reduced to their order, which is all that AUROC depends on: groups of equal scores, in increasing order. */
final class ScoreGroups {
    private final int count;
    private final int[] positives;
    private final int[] negatives;

    private ScoreGroups(final int count, final int[] positives, final int[] negatives) {
        this.count = count;
        this.positives = positives;
        this.negatives = negatives;
    }

    /**
     * Groups the scores.
     *
     * @throws IllegalArgumentException if a score is not a number or the arrays differ in length
     */
    static ScoreGroups of(final float[] scores, final boolean[] anomalous) {
        final int positives = ImageMetrics.countPositives(scores, anomalous);
        final long[] values = new long[scores.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) ScoreKey.of(scores[i]) << Integer.SIZE | (anomalous[i] ? 1 : 0);
        }
        Arrays.sort(values);
        final int[][] members = {new int[scores.length - positives], new int[positives]};
        final int[] next = new int[2];
        int group = -1;
        for (int i = 0; i < values.length; i++) {
            if (i == 0 || values[i] >>> Integer.SIZE != values[i - 1] >>> Integer.SIZE) {
                group++;
            }
            final int kind = (int) (values[i] & 1);
            members[kind][next[kind]++] = group;
        }
        return new ScoreGroups(group + 1, members[1], members[0]);
    }

    boolean hasBothKinds() {
        return positives.length > 0 && negatives.length > 0;
    }

    /** The number of distinct scores. */
    int count() {
        return count;
    }

    /** The group of each positive, in increasing order. */
    int[] positives() {
        return positives;
    }

    /** The group of each negative, in increasing order. */
    int[] negatives() {
        return negatives;
    }

    /**
     * Counts the members of each group.
     *
     * @param members the group of each member
     */
    int[] sizes(final int[] members) {
        final int[] sizes = new int[count];
        for (final int group : members) {
            sizes[group]++;
        }
        return sizes;
    }
}
