package io.blemish.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What is known of the drift of one statistic.
 *
 * @param statistic the number that is watched
 * @param rising whether what evidence there is says that it rises, and not that it falls
 * @param learned the median of the training pictures
 * @param recent the mean of the last pictures; empty before the first
 * @param logEvidence the natural logarithm of the capital that was won by betting that it moves in this direction
 * @param spokeAt the number of the picture, from 1, at which this evidence alone was enough to tell this drift, once there is
 *     drift; empty if it never was
 */
public record StatisticState(
        DriftStatistic statistic,
        boolean rising,
        float learned,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Float> recent,
        double logEvidence,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> spokeAt) {}
