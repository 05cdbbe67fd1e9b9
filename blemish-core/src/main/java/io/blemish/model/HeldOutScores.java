package io.blemish.model;

import io.blemish.detector.Detector;
import io.blemish.detector.PatchScores;
import io.blemish.search.Recall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What detectors fitted without them say of the held-out pictures.
 *
 * @param detectors one for each network
 * @param scores of each picture, those of each network
 * @param recalls how often each detector's search finds the nearest entry; empty where it always does
 */
record HeldOutScores(List<Detector> detectors, List<List<PatchScores>> scores, List<Optional<Recall>> recalls) {
    /** The lowest recall. */
    Optional<Recall> recall() {
        return recalls.stream().flatMap(Optional::stream).min(Comparator.comparingDouble(Recall::at1));
    }

    /** The mean score of each network; 1 where that is 0. */
    double[] units() {
        return IntStream.range(0, detectors.size())
                .mapToDouble(n -> scores.stream()
                        .mapToDouble(picture -> picture.get(n).score())
                        .average()
                        .orElse(0))
                .map(mean -> mean > 0 ? mean : 1)
                .toArray();
    }

    /** The detectors together; they need not be open to rate a picture that they have scored. */
    Ensemble ensemble() {
        return new Ensemble(detectors.stream()
                .map(detector -> new Ensemble.Member(detector, 0, 1))
                .toList());
    }
}
