package io.blemish.tuning;

import io.blemish.model.TuningRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What choosing by given defects is worth for other pictures: for each part of the defects and each fold of the good pictures,
 * the choice that is best by the other parts and folds judges them. The figure of the choice itself is too high, since it was
 * chosen for being high.
 *
 * @param trials the scores of each trial, the first choice's first; empty for one that could not be made
 * @param defects how many there are
 */
record CrossCheck(List<Optional<TrialScores>> trials, int defects) {
    private static final int PARTS = 5;

    TuningRecord.Check check() {
        double choosing = 0;
        double first = 0;
        for (int part = 0; part < PARTS; part++) {
            for (int fold = 0; fold < TuningPictures.FOLDS; fold++) {
                final int held = part;
                choosing += best(part, fold).auroc(fold, defect -> defect % PARTS == held);
                first += trials.get(0).orElseThrow().auroc(fold, defect -> defect % PARTS == held);
            }
        }
        final int judged = PARTS * TuningPictures.FOLDS;
        return new TuningRecord.Check(choosing / judged, first / judged);
    }

    private TrialScores best(final int part, final int fold) {
        TrialScores best = trials.get(0).orElseThrow();
        for (final Optional<TrialScores> trial : trials) {
            if (trial.isPresent() && auroc(trial.get(), part, fold) > auroc(best, part, fold)) {
                best = trial.get();
            }
        }
        return best;
    }

    /** By what is neither in the part nor in the fold. */
    private static double auroc(final TrialScores scores, final int part, final int fold) {
        return IntStream.range(0, TuningPictures.FOLDS)
                .filter(other -> other != fold)
                .mapToDouble(other -> scores.auroc(other, defect -> defect % PARTS != part))
                .average()
                .orElseThrow();
    }
}
