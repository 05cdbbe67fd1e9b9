package io.blemish.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * What is known of drift.
 *
 * @param pictures that were watched
 * @param reference how many training pictures they are compared with
 * @param falseAlarms the probability that pictures like those ever raise an alarm is at most this
 * @param drift whether the pictures have stopped to look like those; it stays so until the watch begins anew
 * @param since the number of the picture, from 1, at which that was told; empty if it was not
 * @param logEvidence the natural logarithm of the capital that was won by betting on a change; drift is told at
 *     {@code log(1 / falseAlarms)}
 * @param statistics what is known of each
 */
public record DriftState(
        long pictures,
        int reference,
        double falseAlarms,
        boolean drift,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> since,
        double logEvidence,
        List<StatisticState> statistics) {
    /**
     * Copies the list.
     *
     * @param pictures that were watched
     * @param reference how many training pictures they are compared with
     * @param falseAlarms the bound of the probability of a false alarm
     * @param drift whether the pictures have stopped to look like those of the training
     * @param since the number of the picture at which that was told, if it was
     * @param logEvidence the natural logarithm of the capital that was won by betting on a change
     * @param statistics what is known of each; copied
     */
    public DriftState {
        statistics = List.copyOf(statistics);
    }

    /** {@return the statistics in which the drift shows, the one that spoke first before the others; none without drift} */
    public List<StatisticState> causes() {
        return statistics.stream()
                .filter(one -> one.spokeAt().isPresent())
                .sorted(java.util.Comparator.comparingLong(
                        (StatisticState one) -> one.spokeAt().orElseThrow()))
                .toList();
    }

    /** {@return whether only the scores are watched, because the model does not say how its training pictures look} */
    public boolean scoresOnly() {
        return statistics.size() == 1;
    }
}
