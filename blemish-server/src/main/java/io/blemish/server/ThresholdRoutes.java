package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.model.ThresholdChange;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import io.blemish.prediction.ThresholdSetting;
import io.blemish.server.audit.Action;
import io.blemish.server.audit.AuditLog;
import io.blemish.server.http.Exchange;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import io.blemish.server.models.ModelFolder;
import io.blemish.server.models.ModelName;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.ModelVersion;
import io.blemish.server.users.Role;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The thresholds of a model: what others would promise, and setting one as a new version. */
final class ThresholdRoutes {
    private final AuditLog audit;
    private final ModelFolder models;

    ThresholdRoutes(final AuditLog audit, final ModelFolder models) {
        this.audit = audit;
        this.models = models;
    }

    void add(final Operations operations) {
        operations.get(Role.OPERATOR, "/v1/models/{model}/thresholds", this::choices);
        operations.put(Role.ENGINEER, "/v1/models/{model}/threshold", this::set);
    }

    /** {@code Thresholds} in openapi.yaml. */
    private record Choices(String version, int heldOut, List<Choice> choices, Choice now) {}

    /** {@code ThresholdChoice} in openapi.yaml. */
    private record Choice(
            double maxFalseAlarms,
            float threshold,
            double expectedFalseAlarms,
            double falseAlarmBound,
            boolean supported,
            int picturesNeeded) {
        static Choice of(final Calibration calibration) {
            return new Choice(
                    calibration.maxFalseAlarms(),
                    calibration.threshold(),
                    calibration.expectedFalseAlarms(),
                    calibration.falseAlarmBound(),
                    calibration.supported(),
                    calibration.limit().picturesNeeded());
        }
    }

    private void choices(final Exchange exchange) throws IOException {
        final ModelState.Active active = active(new Parameters(exchange).model());
        final Calibration calibration = active.calibration();
        exchange.sendJson(new Choices(
                active.version().id(),
                calibration.heldOut(),
                calibration.choices().stream().map(Choice::of).toList(),
                Choice.of(calibration)));
    }

    private ModelState.Active active(final ModelName name) {
        return models.state(name)
                .orElseThrow(() -> Parameters.unknownModel(name))
                .active()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT, "The model has no version that can be used, so it has no threshold."));
    }

    /**
     * {@code ThresholdSetting} in openapi.yaml.
     *
     * @param version the version that the sender looked at
     * @param review 0 for none
     */
    private record Setting(
            @Nullable String version,
            @Nullable Double maxFalseAlarms,
            @Nullable Double confidence,
            @Nullable Float value,
            @Nullable Double review,
            @Nullable String why) {
        void check() {
            require(version != null, "The field 'version' is missing: the version that is to be changed.");
            require(maxFalseAlarms == null || value == null, "Give either 'max_false_alarms' or 'value', not both.");
            require(
                    maxFalseAlarms != null || value != null || review != null,
                    "Nothing is to be set: give 'max_false_alarms', 'value' or 'review'.");
            require(confidence == null || maxFalseAlarms != null, "'confidence' needs 'max_false_alarms'.");
            Reason.of(why);
        }

        private static void require(final boolean holds, final String sentence) {
            if (!holds) {
                throw new ProblemException(ProblemKind.BAD_REQUEST, sentence);
            }
        }

        Calibration change(final Calibration before) {
            final boolean withoutReview = review != null && review == 0;
            return new ThresholdSetting(
                            Optional.ofNullable(value),
                            Optional.ofNullable(maxFalseAlarms)
                                    .map(share -> new FalseAlarmLimit(share, Optional.ofNullable(confidence))),
                            withoutReview,
                            review == null || withoutReview ? OptionalDouble.empty() : OptionalDouble.of(review))
                    .apply(before);
        }
    }

    private void set(final Exchange exchange) throws IOException {
        final ModelName name = new Parameters(exchange).model();
        JsonBody.read(exchange, Setting.class, (same, setting) -> set(same, name, setting));
    }

    private void set(final Exchange exchange, final ModelName name, final Setting setting) throws IOException {
        setting.check();
        final ModelState.Active active = active(name);
        try {
            // Tried first, because the file of a large model takes a moment to copy.
            setting.change(active.calibration());
            final Optional<ModelVersion> made = models.change(
                    name,
                    String.valueOf(setting.version()),
                    (from, to) -> ThresholdChange.write(
                            from,
                            to,
                            setting::change,
                            exchange.sender(),
                            Reason.of(setting.why()),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            if (made.isEmpty()) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "Another version is active by now; look at its threshold before you change it.");
            }
            audit.record(
                    exchange.sender(),
                    Action.THRESHOLD,
                    name.text(),
                    Optional.of(described(active)),
                    models.state(name).flatMap(ModelState::active).map(ThresholdRoutes::described));
        } catch (final IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.BAD_REQUEST, sentence(String.valueOf(e.getMessage())));
        } catch (final BlemishException e) {
            throw new ProblemException(ProblemKind.NOT_A_MODEL, String.valueOf(e.getMessage()));
        }
        exchange.sendJson(ModelResponse.of(models.state(name).orElseThrow(() -> Parameters.unknownModel(name))));
    }

    private static String described(final ModelState.Active active) {
        final Calibration calibration = active.calibration();
        return "threshold " + calibration.threshold()
                + calibration
                        .reviewThreshold()
                        .map(review -> ", review above " + review)
                        .orElse("")
                + ", version " + active.version().id();
    }

    private static String sentence(final String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }
}
