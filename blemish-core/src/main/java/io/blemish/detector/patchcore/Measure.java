package io.blemish.detector.patchcore;

/** What is taken of the distance between a patch and an entry of a memory bank: a patch's own distance, map and weight follow it. */
public enum Measure {
    /** The Euclidean distance, as in PatchCore's paper. */
    DISTANCE("ReduceL2") {
        @Override
        float[] of(final float[] distances) {
            return distances;
        }

        @Override
        double ofSquare(final double square) {
            return Math.sqrt(square);
        }
    },

    /** Its square. */
    SQUARE("ReduceSumSquare") {
        @Override
        float[] of(final float[] distances) {
            final float[] squares = new float[distances.length];
            for (int i = 0; i < squares.length; i++) {
                squares[i] = distances[i] * distances[i];
            }
            return squares;
        }

        @Override
        double ofSquare(final double square) {
            return square;
        }
    };

    private final String reduction;

    Measure(final String reduction) {
        this.reduction = reduction;
    }

    /** The operator of a graph that takes it of a difference. */
    String reduction() {
        return reduction;
    }

    /** Takes it of distances. */
    abstract float[] of(float[] distances);

    /** Takes it of a squared distance. */
    abstract double ofSquare(double square);
}
