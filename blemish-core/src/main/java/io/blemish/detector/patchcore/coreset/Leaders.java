package io.blemish.detector.patchcore.coreset;

import java.io.Serializable;

/**
 * The points of one part that are farthest from all picks so far, with what is known of the part's other points.
 *
 * @param indices the points' numbers among all points
 * @param squaredDistances of each to the nearest pick, exact
 * @param vectors of the points, one after the other
 * @param limit no other point of the part is farther than this
 * @param lastTied other points that are as far as the limit have larger numbers than this
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Leaders(long[] indices, double[] squaredDistances, float[] vectors, double limit, long lastTied)
        implements Serializable {
    /** What a part says of which every point is picked. */
    static final Leaders NONE = new Leaders(new long[0], new double[0], new float[0], -1, Long.MAX_VALUE);
}
