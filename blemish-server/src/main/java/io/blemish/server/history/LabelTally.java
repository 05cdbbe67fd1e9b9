package io.blemish.server.history;

import io.blemish.prediction.Decision;
import java.util.EnumMap;
import java.util.Map;

/** Counts, for what pictures show, how they were judged. */
final class LabelTally {
    private final Map<Truth, Map<Decision, Long>> counts = new EnumMap<>(Truth.class);

    void add(final Truth truth, final Decision verdict, final long pictures) {
        counts.computeIfAbsent(truth, key -> new EnumMap<>(Decision.class)).merge(verdict, pictures, Long::sum);
    }

    LabelledCounts counts(final String model, final String version) {
        return new LabelledCounts(
                model,
                version,
                all(Truth.DEFECT),
                count(Truth.DEFECT, Decision.OK),
                count(Truth.DEFECT, Decision.REVIEW),
                all(Truth.GOOD),
                count(Truth.GOOD, Decision.DEFECT),
                count(Truth.GOOD, Decision.REVIEW));
    }

    private long all(final Truth truth) {
        return counts.getOrDefault(truth, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long count(final Truth truth, final Decision verdict) {
        return counts.getOrDefault(truth, Map.of()).getOrDefault(verdict, 0L);
    }
}
