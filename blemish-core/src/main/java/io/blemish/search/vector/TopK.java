package io.blemish.search.vector;

import java.util.Arrays;

/**
 * The k rows of the smallest scores among many; of equal scores, those of the lowest rows. It is a binary heap of {@link
 * ScoredRow}s with the largest on top.
 */
public final class TopK {
    private final long[] heap;
    private int count;

    /**
     * Makes an empty list.
     *
     * @param k how many rows it keeps, at least 1
     */
    public TopK(final int k) {
        this.heap = new long[k];
    }

    /** A row whose score is above this is not among the k; infinite while there are fewer. */
    public float bound() {
        return count < heap.length ? Float.POSITIVE_INFINITY : ScoredRow.score(heap[0]);
    }

    /** Adds a row unless k others have smaller scores. */
    public void offer(final float score, final int row) {
        offer(ScoredRow.of(score, row));
    }

    /** Adds a {@link ScoredRow} unless k others are smaller. */
    public void offer(final long scoredRow) {
        if (count < heap.length) {
            siftUp(scoredRow);
        } else if (scoredRow < heap[0]) {
            siftDown(scoredRow);
        }
    }

    /** The {@link ScoredRow}s from the smallest on. The list is empty afterwards. */
    public long[] drain() {
        final long[] sorted = Arrays.copyOf(heap, count);
        Arrays.sort(sorted);
        count = 0;
        return sorted;
    }

    private void siftUp(final long scoredRow) {
        int hole = count++;
        while (hole > 0 && heap[(hole - 1) / 2] < scoredRow) {
            heap[hole] = heap[(hole - 1) / 2];
            hole = (hole - 1) / 2;
        }
        heap[hole] = scoredRow;
    }

    private void siftDown(final long scoredRow) {
        int hole = 0;
        while (2 * hole + 1 < count) {
            int child = 2 * hole + 1;
            if (child + 1 < count && heap[child + 1] > heap[child]) {
                child++;
            }
            if (heap[child] <= scoredRow) {
                break;
            }
            heap[hole] = heap[child];
            hole = child;
        }
        heap[hole] = scoredRow;
    }
}
