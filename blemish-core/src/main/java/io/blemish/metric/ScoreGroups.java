package io.blemish.metric;

import java.util.Arrays;

/**
 * Scores reduced to what AUROC sees of them: in increasing order, groups of equal scores.
 *
 * @param groups how many distinct scores there are
 * @param positives the group of each positive, in increasing order
 * @param negatives the group of each negative, in increasing order
 */
@SuppressWarnings("ArrayRecordComponent") // inside the package, never changed
record ScoreGroups(int groups, int[] positives, int[] negatives) {
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

    /** How many members each group has. */
    int[] sizes(final int[] members) {
        final int[] sizes = new int[groups];
        for (final int group : members) {
            sizes[group]++;
        }
        return sizes;
    }
}
