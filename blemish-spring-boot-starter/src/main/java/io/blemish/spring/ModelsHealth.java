package io.blemish.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether every model can be trusted: it is open, and its canary has the score that the file records. */
final class ModelsHealth {
    private final BlemishModels models;

    ModelsHealth(final BlemishModels models) {
        this.models = models;
    }

    /**
     * The health of all models.
     *
     * @param up whether every one can be trusted
     * @param details of each, by its name
     */
    record Found(boolean up, Map<String, Object> details) {}

    Found find() {
        final Map<String, Object> details = new TreeMap<>();
        boolean up = true;
        for (final String name : models.names()) {
            final Map<String, Object> told = new LinkedHashMap<>();
            up &= trusted(name, told);
            details.put(name, told);
        }
        return new Found(up, details);
    }

    private boolean trusted(final String name, final Map<String, Object> told) {
        final Optional<String> fault = fault(name, told);
        // A new file that cannot be used is no fault of the version that goes on, and yet somebody should know.
        models.problem(name).or(() -> fault).ifPresent(problem -> told.put("problem", problem));
        return fault.isEmpty();
    }

    private Optional<String> fault(final String name, final Map<String, Object> told) {
        try (BorrowedModel model = models.borrow(name)) {
            told.put("version", model.version());
            return model.canary().problem();
        } catch (final InspectionRefusedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
