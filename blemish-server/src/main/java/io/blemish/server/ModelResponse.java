package io.blemish.server;

import io.blemish.BlemishException;
import io.blemish.detector.DetectorDescription;
import io.blemish.evaluation.Judgement;
import io.blemish.evaluation.MetricsFile;
import io.blemish.image.Size;
import io.blemish.model.ModelChange;
import io.blemish.model.ModelDescription;
import io.blemish.prediction.Calibration;
import io.blemish.server.models.ModelState;
import io.blemish.server.models.ModelVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A model as JSON; {@code Model} in openapi.yaml. */
record ModelResponse(
        String name,
        Optional<String> version,
        Optional<Instant> activated,
        Optional<String> problem,
        boolean report,
        boolean metrics,
        List<Version> versions,
        Optional<ShadowState> shadow,
        Optional<Description> description,
        Optional<Calibration> calibration,
        List<ModelChange> changes) {
    /** The input's size may depend on the picture's; it is given for this one. */
    private static final Size SQUARE = new Size(1000, 1000);

    /** {@code Version} in openapi.yaml. */
    record Version(String version, String sha256, long bytes, Instant added, boolean active) {
        static Version of(final ModelVersion version, final boolean active) {
            return new Version(version.id(), version.sha256(), version.bytes(), version.added(), active);
        }
    }

    /** {@code Description} in openapi.yaml. */
    record Description(
            String software,
            DetectorDescription detector,
            String backbone,
            List<String> layers,
            int inputWidth,
            int inputHeight,
            String dataset,
            String fingerprint,
            int pictures) {
        static Description of(final ModelDescription model) {
            final Size input = model.preprocessing().outputSize(SQUARE);
            return new Description(
                    model.software(),
                    model.detector(),
                    model.backbone().name(),
                    model.backbone().layers(),
                    input.width(),
                    input.height(),
                    model.training().dataset(),
                    model.training().fingerprint(),
                    model.training().pictures().size());
        }
    }

    /** {@code ModelSummary} in openapi.yaml. */
    record Summary(
            String name,
            Optional<String> version,
            Optional<Instant> activated,
            Optional<String> method,
            Optional<String> dataset,
            Optional<Integer> pictures,
            Optional<Float> threshold,
            int versions,
            boolean report,
            boolean metrics,
            Optional<Judgement> judgement,
            Optional<ShadowState> shadow,
            Optional<String> problem) {
        static Summary of(final ModelState state) {
            final Optional<ModelState.Active> active = state.active();
            return new Summary(
                    state.name().text(),
                    active.map(a -> a.version().id()),
                    active.map(ModelState.Active::since),
                    active.map(a -> a.description().detector().type()),
                    active.map(a -> a.description().training().dataset()),
                    active.map(a -> a.description().training().pictures().size()),
                    active.map(a -> a.calibration().threshold()),
                    state.versions().size(),
                    state.report().isPresent(),
                    state.metrics().isPresent(),
                    active.map(a -> judgement(state, a.calibration())),
                    state.shadow().map(ShadowState::of),
                    state.problem());
        }

        /** That of the evaluation, unless the threshold has been moved since. */
        private static Judgement judgement(final ModelState state, final Calibration calibration) {
            return state.metrics()
                    .flatMap(Summary::read)
                    .filter(metrics -> metrics.threshold() == calibration.threshold())
                    .flatMap(metrics -> Optional.ofNullable(metrics.judgement()))
                    .orElseGet(() -> Judgement.of(calibration));
        }

        private static Optional<MetricsFile> read(final Path file) {
            try {
                return Optional.of(MetricsFile.read(file));
            } catch (final BlemishException e) {
                // Somebody else's file: it is served as it is, and nothing is concluded from it.
                return Optional.empty();
            }
        }
    }

    static ModelResponse of(final ModelState state) {
        final Optional<ModelState.Active> active = state.active();
        return new ModelResponse(
                state.name().text(),
                active.map(a -> a.version().id()),
                active.map(ModelState.Active::since),
                state.problem(),
                state.report().isPresent(),
                state.metrics().isPresent(),
                state.versions().stream()
                        .map(version -> Version.of(
                                version,
                                active.map(a -> a.version().equals(version)).orElse(false)))
                        .toList(),
                state.shadow().map(ShadowState::of),
                active.map(a -> Description.of(a.description())),
                active.map(ModelState.Active::calibration),
                active.map(ModelState.Active::changes).orElse(List.of()));
    }
}
