package io.blemish.comparison;

import io.blemish.InputException;
import io.blemish.artifact.Sha256;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.Execution;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.backbone.StoredFeatures;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Label;
import io.blemish.dataset.Sample;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.Evaluator;
import io.blemish.evaluation.MetricsFile;
import io.blemish.image.Fingerprint;
import io.blemish.model.FitOptions;
import io.blemish.model.Model;
import io.blemish.model.ModelFit;
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
    private final FitOptions common;
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
     * @param execution how to run the networks; its threads are not minded: features are taken on one for each picture,
     *     times on as many as the fit has
     * @param layers of the networks for all methods; empty for each method's own
     * @param announcements hears what is begun, in a few words
     * @param progress hears of each fit's and evaluation's stages
     * @throws InputException where there is nothing to fit to or to test on
     */
    public Comparer(
            final Dataset dataset,
            final FitOptions common,
            final Execution execution,
            final Optional<List<String>> layers,
            final Consumer<String> announcements,
            final Progress progress) {
        if (dataset.train().isEmpty() || dataset.test().isEmpty()) {
            throw new InputException(
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
        this.fingerprints = List.of(fingerprint(dataset.train()), fingerprint(dataset.test()));
    }

    /**
     * Compares.
     *
     * @param graphs the networks
     * @param contenders the methods, each to be run with each network
     * @param earlier results that need not be made again where they are of the same key and did not fail
     * @param soFar gets the comparison as it stands after each result
     */
    public Comparison compare(
            final List<BackboneGraph> graphs,
            final List<Contender> contenders,
            final List<Result> earlier,
            final Consumer<Comparison> soFar) {
        final Map<String, Result> done = new HashMap<>();
        earlier.stream().filter(result -> result.failure() == null).forEach(result -> done.put(result.key(), result));
        final List<Result> results = new ArrayList<>();
        for (final BackboneGraph graph : graphs) {
            new Round(graph, contenders).run(done, result -> {
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

    private static String fingerprint(final List<Sample> samples) {
        return Fingerprint.of(samples.stream().map(Sample::toPicture).toList());
    }

    private List<String> layers(final Contender contender) {
        return layers.orElseGet(() -> contender.method().defaultLayers());
    }

    private static String reason(final Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "Memory ran out. Give it more, for example with BLEMISH_JAVA_OPTS=-Xmx8g, or use fewer threads.";
        }
        return failure instanceof InputException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    /** All methods with one network. */
    private final class Round {
        private final BackboneGraph graph;
        private final List<Contender> contenders;
        private final Map<Contender, String> keys = new HashMap<>();
        private final Map<Contender, String> refusals = new HashMap<>();

        Round(final BackboneGraph graph, final List<Contender> contenders) {
            this.graph = graph;
            this.contenders = contenders;
            for (final Contender contender : contenders) {
                try {
                    keys.put(contender, key(contender).hash());
                } catch (final InputException e) {
                    refusals.put(contender, reason(e));
                }
            }
        }

        private Key key(final Contender contender) {
            final FitOptions options = contender.options(common);
            return new Key(
                    Software.NAME_AND_VERSION,
                    fingerprints,
                    Sha256.hex(graph.cut(layers(contender)).model().toByteArray()),
                    layers(contender),
                    contender.name() + " " + options.embedding(),
                    options.preprocessing(),
                    Key.numbers(options),
                    execution.withThreads(options.threads()));
        }

        void run(final Map<String, Result> done, final Consumer<Result> results) {
            final List<Contender> open = contenders.stream()
                    .filter(contender -> keys.containsKey(contender) && !done.containsKey(keys.get(contender)))
                    .toList();
            try (Features features = features(open)) {
                for (final Contender contender : contenders) {
                    final Result earlier = done.get(keys.getOrDefault(contender, ""));
                    results.accept(earlier == null ? result(contender, features) : earlier);
                }
            }
        }

        private Features features(final List<Contender> open) {
            final Set<String> union = new LinkedHashSet<>();
            open.forEach(contender -> union.addAll(layers(contender)));
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
                stored.add(dataset.train(), source, workers, progress);
                final double seconds = (System.nanoTime() - begun) / NANOS;
                stored.add(dataset.test(), source, workers, progress);
                return new Features(Optional.of(stored), seconds, "");
            } catch (final RuntimeException | OutOfMemoryError e) {
                if (stored != null) {
                    stored.close();
                }
                return new Features(Optional.empty(), 0, reason(e));
            }
        }

        private Result result(final Contender contender, final Features features) {
            final String key = keys.getOrDefault(contender, "");
            if (refusals.containsKey(contender)) {
                return Result.failed(key, graph.name(), contender.name(), refusals.getOrDefault(contender, ""));
            }
            if (features.stored().isEmpty()) {
                return Result.failed(key, graph.name(), contender.name(), features.failure());
            }
            announcements.accept(contender.name() + " with " + graph.name());
            try {
                final FeatureSource source = features.stored().get().of(layers(contender));
                return new Run(contender, source, features.trainSeconds()).result(key);
            } catch (final RuntimeException | OutOfMemoryError e) {
                return Result.failed(key, graph.name(), contender.name(), reason(e));
            }
        }

        /** One method with the network. */
        private final class Run {
            private final Contender contender;
            private final FeatureSource features;
            private final double featureSeconds;

            Run(final Contender contender, final FeatureSource features, final double featureSeconds) {
                this.contender = contender;
                this.features = features;
                this.featureSeconds = featureSeconds;
            }

            Result result(final String key) {
                final Path file = temporary();
                try {
                    final Result.Cost cost = cost(file);
                    return new Result(key, graph.name(), contender.name(), null, accuracy(file), cost);
                } finally {
                    delete(file);
                }
            }

            private Result.Cost cost(final Path file) {
                final ModelFit fit = new ModelFit(graph, layers(contender), contender.options(common));
                final double fitSeconds;
                final long fitPeak;
                try (MemoryWatch memory = new MemoryWatch()) {
                    final long begun = System.nanoTime();
                    fit.fit(dataset, features, file, memory.with(progress));
                    fitSeconds = (System.nanoTime() - begun) / NANOS - memory.secondsLooking();
                    fitPeak = memory.peak();
                }
                try (MemoryWatch memory = new MemoryWatch();
                        Model model = Model.open(file, execution.withThreads(common.threads()), List.of())) {
                    final Stopwatch watch = Stopwatch.take(model, dataset.test());
                    memory.look();
                    return new Result.Cost(
                            featureSeconds + fitSeconds,
                            featureSeconds,
                            watch.millis(StageTimes::totalNanos),
                            watch.millis(StageTimes::backboneNanos),
                            watch.millis(StageTimes::searchNanos),
                            watch.millis(StageTimes::mapNanos),
                            watch.times().size(),
                            size(file),
                            fitPeak,
                            memory.peak());
                }
            }

            private Result.Accuracy accuracy(final Path file) {
                try (Model model = Model.open(file, execution.withThreads(1), List.of());
                        Workers workers = new Workers(common.threads())) {
                    final Evaluation evaluation =
                            new Evaluator(model, contender.name(), features, workers).evaluate(dataset, progress);
                    return Result.Accuracy.of(MetricsFile.of(evaluation));
                }
            }
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("blemish", ".blemish");
        } catch (final IOException e) {
            throw new InputException(
                    "The temporary folder " + System.getProperty("java.io.tmpdir")
                            + " cannot be written. Make room there or name another with -Djava.io.tmpdir=FOLDER.",
                    e);
        }
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw new InputException(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static void delete(final Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            // It lies in the temporary folder, where it harms nobody but the disk; the result is good.
            file.toFile().deleteOnExit();
        }
    }

    /**
     * What a network says of all pictures.
     *
     * @param stored empty where it could not be had, or nobody wants it
     * @param trainSeconds how long that of the training pictures took
     * @param failure why it could not be had
     */
    private record Features(Optional<StoredFeatures> stored, double trainSeconds, String failure)
            implements AutoCloseable {
        @Override
        public void close() {
            stored.ifPresent(StoredFeatures::close);
        }
    }
}
