package io.blemish.evaluation;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.backbone.FeatureSource;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Mask;
import io.blemish.dataset.MaskDecoder;
import io.blemish.dataset.Sample;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import io.blemish.metric.PartMap;
import io.blemish.metric.PerImageOverlap;
import io.blemish.metric.PixelMap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.RegionIou;
import io.blemish.metric.SaturatedPro;
import io.blemish.model.Model;
import io.blemish.model.Outcome;
import io.blemish.model.Reduction;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.AnomalyMap;
import io.blemish.prediction.Prediction;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Judges the test pictures of a data set, several at once, and computes the metrics. */
public final class Evaluator {
    private static final double NANOS = 1e9;

    private final Model model;
    private final String name;
    private final Workers workers;
    private final Optional<FeatureSource> features;
    private final ImageDecoder pictures = new ImageDecoder();
    private final MaskDecoder masks = new MaskDecoder(pictures);

    /**
     * Prepares an evaluation.
     *
     * @param model opened with one thread a picture, for the pictures are spread over the workers
     * @param name the name of the model in the report
     * @param workers judge a picture each
     */
    public Evaluator(final Model model, final String name, final Workers workers) {
        this(model, name, Optional.empty(), workers);
    }

    /**
     * Prepares an evaluation on features that are known already.
     *
     * @param model opened with one thread a picture, for the pictures are spread over the workers
     * @param name the name of the model in the report
     * @param features of the test pictures, by the model's network, layers and preprocessing
     * @param workers judge a picture each
     */
    public Evaluator(final Model model, final String name, final FeatureSource features, final Workers workers) {
        this(model, name, Optional.of(features), workers);
    }

    private Evaluator(
            final Model model, final String name, final Optional<FeatureSource> features, final Workers workers) {
        this.model = model;
        this.name = name;
        this.workers = workers;
        this.features = features;
    }

    /**
     * Judges every test picture.
     *
     * @param dataset with at least one test picture
     * @param progress hears of the stage {@code evaluation}, and can stop it
     * @return to be closed by the caller
     * @throws BlemishException if there is no test picture or none can be read
     * @throws java.util.concurrent.CancellationException if the progress is cancelled; nothing is left behind then
     */
    public Evaluation evaluate(final Dataset dataset, final Progress progress) {
        if (dataset.test().isEmpty()) {
            throw new DatasetException(
                    ErrorCode.DATA_SET_WITHOUT_TEST,
                    "Data set " + dataset.root() + " has no test pictures, only good ones to fit on. "
                            + "Add a folder of defective pictures beside them.");
        }
        final MapStore maps = new MapStore();
        try {
            return new Run(dataset, progress, maps).evaluation();
        } catch (final RuntimeException | Error e) {
            maps.close();
            throw e;
        }
    }

    /** One evaluation. */
    private final class Run {
        private final Dataset dataset;
        private final List<Sample> test;
        private final Progress progress;
        private final MapStore maps;
        private final Map<Integer, JudgedSample> judged = new ConcurrentSkipListMap<>();
        private final Map<Integer, FailedSample> failed = new ConcurrentSkipListMap<>();
        private final AtomicInteger done = new AtomicInteger();

        Run(final Dataset dataset, final Progress progress, final MapStore maps) {
            this.dataset = dataset;
            this.test = dataset.test();
            this.progress = progress;
            this.maps = maps;
        }

        Evaluation evaluation() {
            final long begun = System.nanoTime();
            workers.forBlocks(test.size(), features.map(FeatureSource::batch).orElseGet(model::batch), this::judge);
            final double seconds = (System.nanoTime() - begun) / NANOS;
            if (judged.isEmpty()) {
                throw new DatasetException(
                        ErrorCode.DATA_SET_TOO_SMALL,
                        "None of the " + test.size() + " test pictures of " + dataset.root()
                                + " could be judged. The first: "
                                + failed.values().iterator().next().reason());
            }
            return new Metrics(List.copyOf(judged.values()))
                    .evaluation(
                            dataset,
                            List.copyOf(failed.values()),
                            new Timings(judged.size(), seconds, workers.threads()),
                            maps);
        }

        private void judge(final int from, final int to) {
            final List<Picture> pictures =
                    test.subList(from, to).stream().map(Sample::toPicture).toList();
            final List<Outcome> outcomes =
                    features.map(source -> model.predict(pictures, source)).orElseGet(() -> model.predict(pictures));
            for (int i = from; i < to; i++) {
                try {
                    judged.put(i, judge(test.get(i), outcomes.get(i - from)));
                } catch (final BlemishException e) {
                    failed.put(i, new FailedSample(test.get(i), String.valueOf(e.getMessage())));
                }
                advance();
            }
        }

        private synchronized void advance() {
            progress.report("evaluation", done.incrementAndGet(), test.size());
        }

        private JudgedSample judge(final Sample sample, final Outcome outcome) {
            final Prediction prediction = outcome.orElseThrow();
            final Size picture = new Size(prediction.width(), prediction.height());
            final Optional<BitMask> truth = masks.decode(sample.mask(), sample.picture(), picture)
                    .map(model.description().preprocessing()::apply);
            return new JudgedSample(
                    sample,
                    prediction.withMap(maps.keep(prediction.map())),
                    truth.map(maps::keep),
                    outcome.stageTimes());
        }
    }

    /** The figures of the pictures that were judged. */
    private final class Metrics {
        private final List<JudgedSample> samples;

        Metrics(final List<JudgedSample> samples) {
            this.samples = samples;
        }

        Evaluation evaluation(
                final Dataset dataset, final List<FailedSample> failures, final Timings timings, final MapStore maps) {
            final LabelledScores labelled = LabelledScores.of(samples);
            final Optional<List<PixelMap>> known = knownMaps();
            return new Evaluation(
                    name,
                    dataset.name(),
                    model.description(),
                    model.calibration(),
                    samples,
                    failures,
                    warnings(dataset, samples),
                    labelled.metrics(),
                    labelled.aurocInterval(),
                    labelled.above(model.calibration().threshold()),
                    known.map(pixels -> PixelMetrics.of(pixels, workers)),
                    saturatedPro(),
                    known.flatMap(PerImageOverlap::of),
                    known.flatMap(
                            pixels -> RegionIou.of(pixels, model.calibration().threshold(), workers)),
                    timings,
                    model.thumbnails(),
                    model.alignment(),
                    maps);
        }

        /** The maps of all pictures whose defects are known by the pixel; empty if no defect is. */
        private Optional<List<PixelMap>> knownMaps() {
            if (samples.stream().noneMatch(s -> s.anomalous() && s.hasTruth())) {
                return Optional.empty();
            }
            final List<JudgedSample> known =
                    samples.stream().filter(JudgedSample::hasTruth).toList();
            return Optional.of(onDemand(known.size(), i -> pixelMap(known.get(i))));
        }

        private Optional<SaturatedPro> saturatedPro() {
            if (samples.stream().noneMatch(Evaluator::saturates)) {
                return Optional.empty();
            }
            final List<JudgedSample> counted = samples.stream()
                    .filter(sample -> !sample.anomalous() || saturates(sample))
                    .toList();
            final List<List<PartMap.Part>> parts = drawnParts(counted);
            return Optional.of(SaturatedPro.of(
                    onDemand(counted.size(), i -> new PartMap(pixelMap(counted.get(i)), parts.get(i))), workers));
        }

        private List<List<PartMap.Part>> drawnParts(final List<JudgedSample> counted) {
            final DrawnParts drawn =
                    new DrawnParts(pictures, model.description().preprocessing());
            final List<List<PartMap.Part>> parts = new ArrayList<>(Collections.nCopies(counted.size(), List.of()));
            workers.forEach(counted.size(), i -> {
                if (counted.get(i).sample().mask() instanceof Mask.Parts masks) {
                    parts.set(i, drawn.read(masks));
                }
            });
            return parts;
        }
    }

    /** A list whose elements are made each time they are asked for, so that only a few are in memory at once. */
    private static <T> List<T> onDemand(final int size, final IntFunction<T> element) {
        return new AbstractList<>() {
            @Override
            public T get(final int index) {
                return element.apply(index);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    private static boolean saturates(final JudgedSample sample) {
        return sample.sample().mask() instanceof Mask.Parts parts
                && !parts.saturations().isEmpty();
    }

    private static PixelMap pixelMap(final JudgedSample sample) {
        final AnomalyMap map = sample.prediction().map();
        return sample.anomalous()
                ? new PixelMap(
                        map.width(),
                        map.height(),
                        map.values(),
                        sample.truth().orElseThrow().defect())
                : PixelMap.ofGood(map.width(), map.height(), map.values());
    }

    /** The training pictures may be far more than the samples, so these are remembered and those are gone through. */
    private long trainedOn(final List<JudgedSample> samples) {
        final Set<String> judged =
                samples.stream().map(judgedSample -> judgedSample.sample().id()).collect(Collectors.toSet());
        final Set<String> both = model.description().training().pictures().stream()
                .filter(judged::contains)
                .collect(Collectors.toSet());
        return samples.stream().filter(s -> both.contains(s.sample().id())).count();
    }

    private List<String> warnings(final Dataset dataset, final List<JudgedSample> samples) {
        final List<String> warnings = new ArrayList<>(dataset.warnings());
        final long seen = model.description().training().dataset().equals(dataset.name()) ? trainedOn(samples) : 0;
        if (seen > 0) {
            warnings.add(
                    seen + " of the test pictures were among those that the model was fitted on, which flatters the "
                            + "figures. Evaluate with the split and the seed of the fit.");
        }
        final long undrawn =
                samples.stream().filter(s -> s.anomalous() && !s.hasTruth()).count();
        if (undrawn > 0) {
            warnings.add(undrawn + " defective pictures have no mask and do not count in the pixel figures.");
        }
        samples.stream()
                .map(JudgedSample::prediction)
                .flatMap(one ->
                        Reduction.of(model.description().preprocessing(), new Size(one.width(), one.height())).stream())
                .findFirst()
                .ifPresent(reduction -> warnings.add(reduction.sentence()));
        return warnings;
    }
}
