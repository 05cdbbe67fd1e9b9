package io.blemish.tuning;

import io.blemish.artifact.TemporaryArtifact;
import io.blemish.backbone.Execution;
import io.blemish.model.KeptEvidence;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.OpenOptions;
import io.blemish.model.Outcome;
import io.blemish.model.StageTimes;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Fits a choice without each fold in turn, as a user's fit would, and lets it judge the fold and the defects. */
final class TrialFit {
    private static final double NANOS_PER_MILLI = 1e6;

    /** The fewest: a trial needs units for its views and no threshold. */
    private static final int FOLDS_OF_THRESHOLD = 2;

    private final ModelOptions options;
    private final Execution execution;

    TrialFit(final ModelOptions options, final Execution execution) {
        this.options = options.toBuilder()
                .folds(FOLDS_OF_THRESHOLD)
                .evidence(KeptEvidence.POSITIONS)
                .embedBackbone(true)
                .build();
        this.execution = execution;
    }

    TrialScores scores(final Choice choice, final TuningPictures pictures, final Progress progress) {
        final List<float[]> scores = new ArrayList<>();
        final List<boolean[]> labels = new ArrayList<>();
        double millis = 0;
        for (int fold = 0; fold < TuningPictures.FOLDS; fold++) {
            try (TemporaryArtifact file = TemporaryArtifact.create()) {
                new ModelTrainer(List.of(choice.network()), optionsOf(choice), execution)
                        .fit(pictures.without(fold), file.path(), progress);
                millis += judge(file.path(), pictures, fold, scores) / TuningPictures.FOLDS;
                labels.add(pictures.labels(fold));
            }
        }
        return new TrialScores(scores, labels, millis);
    }

    private ModelOptions optionsOf(final Choice choice) {
        return options.toBuilder()
                .detector(choice.detector())
                .preprocessing(choice.preprocessing())
                .build();
    }

    /** Adds the scores of the pictures of a fold, and returns the milliseconds that one took. */
    private double judge(final Path file, final TuningPictures pictures, final int fold, final List<float[]> scores) {
        final float[] ofFold = new float[pictures.judgedIn(fold)];
        final AtomicLong nanos = new AtomicLong();
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withExecution(execution.withThreads(1)));
                Workers workers = new Workers(options.threads())) {
            workers.forEach(ofFold.length, place -> {
                final Outcome outcome =
                        model.predict(List.of(pictures.judged(fold, place))).get(0);
                ofFold[place] = outcome.orElseThrow().score();
                nanos.addAndGet(outcome.stageTimes().map(StageTimes::total).orElse(0L));
            });
        }
        scores.add(ofFold);
        return nanos.get() / NANOS_PER_MILLI / ofFold.length;
    }
}
