package io.blemish.comparison;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.Sha256;
import io.blemish.artifact.TemporaryArtifact;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.StoredFeatures;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Label;
import io.blemish.dataset.Sample;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.OpenOptions;
import io.blemish.model.Software;
import io.blemish.model.StageTimes;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Fits and evaluates several methods on one data set. The pictures go through a network once, for all methods that use it;
 * a method that fails is noted, and the others go on.
 */
public final class Comparer {
    private static final double NANOS = 1e9;

    private final Dataset dataset;
    private final ModelOptions common;
    private final Execution execution;
    private final Optional<List<String>> layers;
    private final Consumer<String> announcements;
    private final Progress progress;
    private final List<String> fingerprints;

    /**
     * Prepares a comparison.
     *
     * @param dataset with training and test pictures
     * @param common how to fit all that is not a method's own
     * @param execution how to run the networks; its number of threads is not used: features are extracted on one thread for
     *     each picture, times are measured on as many as the fit has
     * @param layers of the networks for all methods; empty for each method's own
     * @param announcements gets a short phrase for each step that begins
     * @param progress hears of each fit's and evaluation's stages
     * @throws BlemishException if there is nothing to fit to or to test on
     */
    public Comparer(
            final Dataset dataset,
            final ModelOptions common,
            final Execution execution,
            final Optional<List<String>> layers,
            final Consumer<String> announcements,
            final Progress progress) {
        if (dataset.train().isEmpty() || dataset.test().isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_TOO_SMALL,
                    "Data set " + dataset.root() + " has " + dataset.train().size()
                            + " pictures to fit on and " + dataset.test().size()
                            + " to test on; a comparison needs both.");
        }
        this.dataset = dataset;
        this.common = common;
        this.execution = execution;
        this.layers = layers;
        this.announcements = announcements;
        this.progress = progress;
        this.fingerprints = List.of(
                dataset.trainingPictures().fingerprint(), dataset.testPictures().fingerprint());
    }

    /**
     * Compares.
     *
     * @param graphs the networks
     * @param methods the methods, each to be run with each network
     * @param earlier results that need not be made again where they are of the same key and did not fail
     * @param soFar gets the comparison as it stands after each result
     * @return the results of all methods with each network, those taken from {@code earlier} included
     */
    public Comparison compare(
            final List<BackboneGraph> graphs,
            final List<ComparedMethod> methods,
            final List<Result> earlier,
            final Consumer<Comparison> soFar) {
        final Map<String, Result> done = new HashMap<>();
        earlier.stream().filter(result -> result.failure() == null).forEach(result -> done.put(result.key(), result));
        final List<Result> results = new ArrayList<>();
        for (final BackboneGraph graph : graphs) {
            new Round(graph, methods).run(done, result -> {
                results.add(result);
                soFar.accept(comparison(results));
            });
        }
        return comparison(results);
    }

    private Comparison comparison(final List<Result> results) {
        final List<Sample> test = dataset.test();
        final long defective = test.stream()
                .filter(sample -> sample.label() == Label.ANOMALOUS)
                .count();
        return new Comparison(
                dataset.name(),
                dataset.train().size(),
                test.size() - defective,
                defective,
                common.threads(),
                Software.NAME_AND_VERSION,
                results);
    }

    private List<String> layers(final ComparedMethod method) {
        return layers.orElseGet(() -> method.detector().defaultLayers());
    }

    private ModelOptions options(final ComparedMethod method) {
        return common.toBuilder().detector(detector(method)).build();
    }

    /** PatchCore's options that a method's name does not say are the common ones. */
    private DetectorOptions detector(final ComparedMethod method) {
        if (method.detector() instanceof PatchCoreOptions own && common.detector() instanceof PatchCoreOptions shared) {
            return shared.toBuilder()
                    .coreset(own.coreset())
                    .search(own.search())
                    .build();
        }
        return method.detector();
    }

    private static String reason(final Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "Memory ran out. Give the program more, or use fewer threads.";
        }
        return failure instanceof BlemishException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    /** All methods with one network. */
    private final class Round {
        private final BackboneGraph graph;
        private final List<ComparedMethod> methods;
        private final Map<ComparedMethod, String> keys = new HashMap<>();
        private final Map<ComparedMethod, String> refusals = new HashMap<>();

        Round(final BackboneGraph graph, final List<ComparedMethod> methods) {
            this.graph = graph;
            this.methods = methods;
            for (final ComparedMethod method : methods) {
                try {
                    keys.put(method, key(method).hash());
                } catch (final BlemishException e) {
                    refusals.put(method, reason(e));
                }
            }
        }

        private Key key(final ComparedMethod method) {
            final ModelOptions options = options(method);
            return new Key(
                    Software.NAME_AND_VERSION,
                    fingerprints,
                    Sha256.hex(graph.cut(layers(method)).toBytes()),
                    layers(method),
                    method.name() + " " + options.detector(),
                    options.preprocessing(),
                    Key.numbers(options),
                    execution.withThreads(options.threads()));
        }

        void run(final Map<String, Result> done, final Consumer<Result> results) {
            final List<ComparedMethod> open = methods.stream()
                    .filter(method -> keys.containsKey(method) && !done.containsKey(keys.get(method)))
                    .toList();
            try (Features features = features(open)) {
                for (final ComparedMethod method : methods) {
                    final Result earlier = done.get(keys.getOrDefault(method, ""));
                    results.accept(earlier == null ? result(method, features) : earlier);
                }
            }
        }

        private Features features(final List<ComparedMethod> open) {
            final Set<String> union = new LinkedHashSet<>();
            open.forEach(method -> union.addAll(layers(method)));
            if (open.isEmpty()) {
                return new Features(Optional.empty(), 0, "");
            }
            announcements.accept(graph.name() + ": features of all pictures, layers " + String.join(", ", union));
            StoredFeatures stored = null;
            try (Backbone backbone = Backbone.load(graph, List.copyOf(union), execution.withThreads(1));
                    Workers workers = new Workers(common.threads())) {
                stored = StoredFeatures.create(List.copyOf(union));
                final FeatureSource source = FeatureSource.reading(
                        new FeatureExtractor(common.preprocessing(), backbone), execution.batch());
                final long begun = System.nanoTime();
                stored.add(dataset.trainingPictures().pictures(), source, workers, progress);
                final double seconds = (System.nanoTime() - begun) / NANOS;
                stored.add(dataset.testPictures().pictures(), source, workers, progress);
                return new Features(Optional.of(stored), seconds, "");
            } catch (final RuntimeException | OutOfMemoryError e) {
                if (stored != null) {
                    stored.close();
                }
                return new Features(Optional.empty(), 0, reason(e));
            }
        }

        private Result result(final ComparedMethod method, final Features features) {
            final String key = keys.getOrDefault(method, "");
            if (refusals.containsKey(method)) {
                return Result.failed(key, graph.name(), method.name(), refusals.getOrDefault(method, ""));
            }
            if (features.stored().isEmpty()) {
                return Result.failed(key, graph.name(), method.name(), features.failure());
            }
            announcements.accept(method.name() + " with " + graph.name());
            try {
                final FeatureSource source = features.stored().get().of(layers(method));
                return new Run(method, source, features.trainSeconds()).result(key);
            } catch (final RuntimeException | OutOfMemoryError e) {
                return Result.failed(key, graph.name(), method.name(), reason(e));
            }
        }

        /** One method with the network. */
        private final class Run {
            private final ComparedMethod method;
            private final FeatureSource features;
            private final double featureSeconds;

            Run(final ComparedMethod method, final FeatureSource features, final double featureSeconds) {
                this.method = method;
                this.features = features;
                this.featureSeconds = featureSeconds;
            }

            Result result(final String key) {
                try (TemporaryArtifact file = TemporaryArtifact.create()) {
                    final Result.Cost cost = cost(file.path());
                    return new Result(key, graph.name(), method.name(), null, accuracy(file.path()), cost);
                }
            }

            private Result.Cost cost(final Path file) {
                final ModelTrainer fit = new ModelTrainer(graph, layers(method), options(method));
                final double fitSeconds;
                final long fitPeak;
                try (MemoryWatch memory = new MemoryWatch()) {
                    final long begun = System.nanoTime();
                    fit.fit(dataset.trainingPictures(), features, file, memory.with(progress));
                    fitSeconds = (System.nanoTime() - begun) / NANOS - memory.secondsLooking();
                    fitPeak = memory.peak();
                }
                try (MemoryWatch memory = new MemoryWatch();
                        Model model = Model.open(
                                file, OpenOptions.DEFAULT.withExecution(execution.withThreads(common.threads())))) {
                    final Stopwatch watch = Stopwatch.take(model, dataset.test());
                    memory.look();
                    return new Result.Cost(
                            featureSeconds + fitSeconds,
                            featureSeconds,
                            watch.millis(StageTimes::total),
                            watch.millis(StageTimes::features),
                            watch.millis(StageTimes::search),
                            watch.millis(StageTimes::map),
                            watch.times().size(),
                            size(file),
                            fitPeak,
                            memory.peak());
                }
            }

            private Result.Accuracy accuracy(final Path file) {
                try (Model model = Model.open(file, OpenOptions.DEFAULT.withExecution(execution.withThreads(1)));
                        Workers workers = new Workers(common.threads());
                        Evaluation evaluation =
                                new Evaluator(model, method.name(), features, workers).evaluate(dataset, progress)) {
                    return Result.Accuracy.of(MetricsFile.of(evaluation));
                }
            }
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The features of all pictures by one network.
     *
     * @param stored empty if they could not be extracted, or no method needs them
     * @param trainSeconds how long those of the training pictures took
     * @param failure the reason why they could not be extracted
     */
    private record Features(Optional<StoredFeatures> stored, double trainSeconds, String failure)
            implements AutoCloseable {
        @Override
        public void close() {
            stored.ifPresent(StoredFeatures::close);
        }
    }
}
