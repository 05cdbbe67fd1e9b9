package io.blemish.model;

import io.blemish.backbone.FeatureMap;
import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.embedding.Upsampling;
import java.util.ArrayList;
import java.util.List;

/**
 * The detector of a model, or several, each on a network of its own. What several say is divided by each one's unit and
 * averaged, patch by patch. The unit is the mean score of the held-out good pictures, so that no network counts for more
 * because its features are larger, and 1 is what a good picture has on average. (The authors' program scales each network's
 * scores by the lowest and the highest of the test set, which one picture alone does not have.)
 *
 * @param members at least one; a single one speaks for itself, its unit unused
 */
record Ensemble(List<Member> members) implements AutoCloseable {
    /**
     * One detector.
     *
     * @param detector judges the feature maps of its own network
     * @param layers how many those are
     * @param unit what its distances are divided by
     */
    record Member(Detector detector, int layers, double unit) {}

    /**
     * Scores one picture.
     *
     * @param layers the feature maps of all networks, one after the other
     */
    PatchScores score(final List<FeatureMap> layers) {
        final List<PatchScores> scores = new ArrayList<>();
        int first = 0;
        for (final Member member : members) {
            scores.add(member.detector().score(layers.subList(first, first + member.layers())));
            first += member.layers();
        }
        return mean(scores, members.stream().mapToDouble(Member::unit).toArray());
    }

    /** A picture's score, once its map is drawn. */
    float pictureScore(final PatchScores scores, final float peak) {
        return members.size() == 1 ? members.get(0).detector().pictureScore(scores, peak) : scores.score();
    }

    /**
     * The mean of what several detectors say of one picture. Grids coarser than the finest are brought to it bilinearly.
     *
     * @param scores of each; a single one is given back as it is
     * @param units what to divide each by
     */
    static PatchScores mean(final List<PatchScores> scores, final double[] units) {
        if (scores.size() == 1) {
            return scores.get(0);
        }
        final int height = scores.stream().mapToInt(PatchScores::height).max().orElseThrow();
        final int width = scores.stream().mapToInt(PatchScores::width).max().orElseThrow();
        final double[] sums = new double[height * width];
        double score = 0;
        for (int i = 0; i < units.length; i++) {
            final float[] distances = onGrid(scores.get(i), height, width);
            for (int p = 0; p < sums.length; p++) {
                sums[p] += distances[p] / units[i];
            }
            score += scores.get(i).score() / units[i];
        }
        final float[] means = new float[sums.length];
        for (int p = 0; p < means.length; p++) {
            means[p] = (float) (sums[p] / units.length);
        }
        return new PatchScores((float) (score / units.length), height, width, means, new int[0]);
    }

    private static float[] onGrid(final PatchScores scores, final int height, final int width) {
        if (scores.height() == height && scores.width() == width) {
            return scores.distances();
        }
        final float[] finer = new float[height * width];
        Upsampling.plane(
                Upsampling.of(scores.height(), height),
                Upsampling.of(scores.width(), width),
                scores.distances(),
                0,
                scores.width(),
                finer);
        return finer;
    }

    @Override
    public void close() {
        members.forEach(member -> member.detector().close());
    }
}
