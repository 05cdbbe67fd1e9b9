package io.blemish.export;

import io.blemish.prediction.Decision;

/** What a graph gives for one picture. */
final class GraphVerdict {
    private final float score;
    private final Decision decision;
    private final float[] map;

    GraphVerdict(final float score, final Decision decision, final float[] map) {
        this.score = score;
        this.decision = decision;
        this.map = map;
    }

    float score() {
        return score;
    }

    Decision decision() {
        return decision;
    }

    /** Row by row. */
    float[] map() {
        return map;
    }
}
