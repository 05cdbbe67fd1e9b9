package io.blemish.server.history;

/**
 * What people said about the verdicts of a version of a model.
 *
 * @param model its name
 * @param version its version
 * @param defects pictures that a person found defective
 * @param missed how many of these were judged good
 * @param defectsReviewed how many of these were left to the person
 * @param good pictures that a person found good
 * @param falseAlarms how many of these were judged defective
 * @param goodReviewed how many of these were left to the person
 */
public record LabelledCounts(
        String model,
        String version,
        long defects,
        long missed,
        long defectsReviewed,
        long good,
        long falseAlarms,
        long goodReviewed) {}
