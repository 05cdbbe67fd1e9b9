package io.blemish.search.ivfpq.kmeans;

import io.blemish.parallel.Pool;
import io.blemish.parallel.Workers;
import io.blemish.search.vector.Distance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Lloyd's k-means, begun with k-means++ (Arthur and Vassilvitskii, 2007) on a part of the points. A centroid that has lost
 * all its points moves to the point that is farthest from its own centroid. The result depends on the points and the seed,
 * not on threads.
 */
public final class KMeans {
    /** The first centroids are drawn from this many points for each. */
    private static final int DRAWN_FROM = 8;

    private static final int BLOCK = 512;

    private final float[] points;
    private final int number;
    private final int offset;
    private final int stride;
    private final int width;
    private final int count;
    private final float[] centroids;
    private final int[] nearest;
    private final float[] distances;
    private final Workers workers;

    private KMeans(
            final float[] points,
            final int offset,
            final int stride,
            final int width,
            final int count,
            final Workers workers) {
        this.points = points;
        this.number = points.length / stride;
        this.offset = offset;
        this.stride = stride;
        this.width = width;
        this.count = count;
        this.centroids = new float[count * width];
        this.nearest = new int[number];
        this.distances = new float[number];
        this.workers = workers;
    }

    /**
     * Clusters points.
     *
     * @param points {@code [n, stride]}
     * @param offset the first value of each row to compare
     * @param stride values of each row
     * @param width how many values of each row are compared
     * @param count how many centroids, at most {@code n}
     * @param rounds how often points are assigned and centroids moved, at most
     * @param seed of the first centroids
     * @param workers threads to use
     */
    public static Clusters cluster(
            final float[] points,
            final int offset,
            final int stride,
            final int width,
            final int count,
            final int rounds,
            final long seed,
            final Workers workers) {
        return cluster(points, offset, stride, width, count, rounds, seed, workers, done -> {});
    }

    /**
     * Clusters points.
     *
     * @param points {@code [n, stride]}
     * @param offset the first value of each row to compare
     * @param stride values of each row
     * @param width how many values of each row are compared
     * @param count how many centroids, at most {@code n}
     * @param rounds how often points are assigned and centroids moved, at most
     * @param seed of the first centroids
     * @param workers threads to use
     * @param listener is told how many rounds are done
     */
    public static Clusters cluster(
            final float[] points,
            final int offset,
            final int stride,
            final int width,
            final int count,
            final int rounds,
            final long seed,
            final Workers workers,
            final IntConsumer listener) {
        return new KMeans(points, offset, stride, width, count, workers).run(rounds, seed, listener);
    }

    private Clusters run(final int rounds, final long seed, final IntConsumer listener) {
        draw(new SplittableRandom(seed));
        boolean moved = assign();
        for (int round = 0; round < rounds && moved; round++) {
            move();
            moved = assign();
            listener.accept(round + 1);
        }
        return new Clusters(centroids, nearest);
    }

    /** Draws the first centroids: a point is drawn with a probability proportional to its squared distance from those before. */
    private void draw(final SplittableRandom random) {
        final int candidates = (int) Math.min(number, (long) DRAWN_FROM * count);
        final double[] squares = new double[candidates];
        Arrays.fill(squares, Double.POSITIVE_INFINITY);
        int pick = random.nextInt(candidates);
        for (int c = 0; c < count; c++) {
            System.arraycopy(points, at(candidate(pick, candidates)), centroids, c * width, width);
            final int newest = c * width;
            workers.forBlocks(candidates, BLOCK, (from, to) -> {
                for (int i = from; i < to; i++) {
                    squares[i] = Math.min(
                            squares[i],
                            Distance.squaredSingle(points, at(candidate(i, candidates)), centroids, newest, width));
                }
            });
            pick = draw(squares, random);
        }
    }

    private int candidate(final int i, final int candidates) {
        return (int) ((long) i * number / candidates);
    }

    private int at(final int point) {
        return point * stride + offset;
    }

    private static int draw(final double[] weights, final SplittableRandom random) {
        double sum = 0;
        for (final double weight : weights) {
            sum += weight;
        }
        double left = random.nextDouble() * sum;
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        // All points are centroids already, or rounding left no weight for the last one.
        return random.nextInt(weights.length);
    }

    /** Assigns each point to its nearest centroid. Returns whether a point has changed its centroid. */
    private boolean assign() {
        final AtomicBoolean changed = new AtomicBoolean();
        final Pool<NearestCentroid> searches = new Pool<>(this::search);
        workers.forBlocks(number, BLOCK, (from, to) -> {
            final int[] found = new int[to - from];
            final float[] squares = new float[to - from];
            searches.use(search -> search.find(points, at(from), stride, to - from, found, squares));
            if (!Arrays.equals(found, 0, found.length, nearest, from, to)) {
                changed.set(true);
            }
            System.arraycopy(found, 0, nearest, from, found.length);
            System.arraycopy(squares, 0, distances, from, found.length);
        });
        return changed.get();
    }

    private NearestCentroid search() {
        final NearestCentroid search = new NearestCentroid(Math.min(BLOCK, number), count, width);
        search.use(centroids, count);
        return search;
    }

    private void move() {
        final double[] sums = new double[count * width];
        final int[] members = new int[count];
        for (int i = 0; i < number; i++) {
            final int to = nearest[i] * width;
            final int from = at(i);
            members[nearest[i]]++;
            for (int d = 0; d < width; d++) {
                sums[to + d] += points[from + d];
            }
        }
        for (int c = 0; c < count; c++) {
            if (members[c] == 0) {
                System.arraycopy(points, at(takeFarthest()), centroids, c * width, width);
            } else {
                for (int d = 0; d < width; d++) {
                    centroids[c * width + d] = (float) (sums[c * width + d] / members[c]);
                }
            }
        }
    }

    private int takeFarthest() {
        int farthest = 0;
        for (int i = 1; i < number; i++) {
            if (distances[i] > distances[farthest]) {
                farthest = i;
            }
        }
        distances[farthest] = 0;
        return farthest;
    }
}
