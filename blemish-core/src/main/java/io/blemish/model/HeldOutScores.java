package io.blemish.model;

import io.blemish.detector.PatchScores;
import io.blemish.search.Recall;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The scores of all training pictures, each by detectors trained without it.
 *
 * @param scores of each picture, those of each network
 * @param recalls how often each detector's search finds the nearest entry; empty if the search is exact
 */
record HeldOutScores(List<List<PatchScores>> scores, List<Optional<Recall>> recalls) {
    /** The lowest recall. */
    Optional<Recall> recall() {
        return recalls.stream().flatMap(Optional::stream).min(Comparator.comparingDouble(Recall::at1));
    }

    /** The mean score of each network; 1 if that is 0. */
    double[] units() {
        return IntStream.range(0, recalls.size())
                .mapToDouble(n -> scores.stream()
                        .mapToDouble(picture -> picture.get(n).score())
                        .average()
                        .orElse(0))
                .map(mean -> mean > 0 ? mean : 1)
                .toArray();
    }
}
