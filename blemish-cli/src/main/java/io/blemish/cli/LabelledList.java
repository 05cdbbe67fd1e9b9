package io.blemish.cli;

import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.cli.option.StoredModel;
import io.blemish.cli.terminal.Console;
import io.blemish.dataset.Label;
import io.blemish.dataset.LabelledPicture;
import io.blemish.image.Picture;
import io.blemish.metric.BalancedThreshold;
import io.blemish.metric.ConfusionCounts;
import io.blemish.model.Model;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A list of pictures of which a person has said what they show, with their scores. */
final class LabelledList {
    /** With fewer pictures of a kind the threshold is an accident of those that are there. */
    private static final int FEW = 10;

    private final float[] scores;
    private final boolean[] anomalous;

    private LabelledList(final float[] scores, final boolean[] anomalous) {
        this.scores = scores;
        this.anomalous = anomalous;
    }

    /**
     * The scores of a list. Pictures without a score in it are judged.
     *
     * @param list a CSV file
     * @throws io.blemish.BlemishException if it cannot be read, has not both kinds, or a picture cannot be judged
     */
    static LabelledList read(final Path list, final StoredModel model, final int threads, final Console console) {
        final List<LabelledPicture> pictures = LabelledPicture.read(list);
        final float[] scores = new float[pictures.size()];
        final boolean[] anomalous = new boolean[scores.length];
        int defective = 0;
        for (int i = 0; i < scores.length; i++) {
            anomalous[i] = pictures.get(i).label() == Label.ANOMALOUS;
            defective += anomalous[i] ? 1 : 0;
        }
        if (defective == 0 || defective == scores.length) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    list + " has " + (scores.length - defective) + " good and " + defective
                            + " defective pictures; a threshold needs some of both.");
        }
        if (pictures.stream().allMatch(picture -> picture.score().isPresent())) {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = pictures.get(i).score().orElseThrow();
            }
            console.inform("All " + scores.length + " pictures have a score in " + list + "; none is judged again.");
        } else {
            try (Model opened = model.open(1, console);
                    Workers workers = new Workers(threads)) {
                workers.forEach(
                        scores.length,
                        i -> scores[i] = opened.predict(
                                        Picture.of(pictures.get(i).picture()))
                                .score());
            }
        }
        return new LabelledList(scores, anomalous);
    }

    float threshold() {
        return BalancedThreshold.of(scores, anomalous);
    }

    /** What a threshold does to the pictures, in a sentence. */
    String sentence(final float threshold) {
        final ConfusionCounts counts = ConfusionCounts.above(threshold, scores, anomalous);
        final long defects = counts.truePositives() + counts.falseNegatives();
        final long good = counts.falsePositives() + counts.trueNegatives();
        return String.format(
                Locale.ROOT,
                "of the labelled pictures it finds %d of %d defects, and %d of %d good ones raise a false alarm%s",
                counts.truePositives(),
                defects,
                counts.falsePositives(),
                good,
                Math.min(defects, good) < FEW
                        ? "; these are few, so label more before you rely on it"
                        : "; on others it will do a little worse, because it was chosen for these");
    }
}
