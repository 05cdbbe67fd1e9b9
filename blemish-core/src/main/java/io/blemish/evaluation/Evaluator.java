package io.blemish.evaluation;

import io.blemish.InputException;
import io.blemish.backbone.Extraction;
import io.blemish.backbone.FeatureSource;
import io.blemish.dataset.Dataset;
import io.blemish.dataset.Mask;
import io.blemish.dataset.MaskDecoder;
import io.blemish.dataset.Sample;
import io.blemish.image.BitMask;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import io.blemish.metric.PartMap;
import io.blemish.metric.PixelMap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.SaturatedPro;
import io.blemish.model.Model;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Prediction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges the test pictures of a data set, several at once, and computes the metrics. */
public final class Evaluator {
    private static final double NANOS = 1e9;

    /** The interval's resampling is drawn anew with the same seed, so that the same scores give the same interval. */
    private static final long INTERVAL_SEED = 0;

    private final Model model;
    private final String name;
    private final Workers workers;
    private final FeatureSource features;
    private final ImageDecoder pictures = new ImageDecoder();
    private final MaskDecoder masks = new MaskDecoder(pictures);

    /**
     * Prepares an evaluation.
     *
     * @param model opened with one thread a picture, for the pictures are spread over the workers
     * @param name what to call the model in the report
     * @param workers judge a picture each
     */
    public Evaluator(final Model model, final String name, final Workers workers) {
        this(model, name, model.featureSource(), workers);
    }

    /**
     * Prepares an evaluation on features that are known already.
     *
     * @param model as above
     * @param name as above
     * @param features of the test pictures, by the model's network, layers and preprocessing
     * @param workers as above
     */
    public Evaluator(final Model model, final String name, final FeatureSource features, final Workers workers) {
        this.model = model;
        this.name = name;
        this.workers = workers;
        this.features = features;
    }

    /**
     * Judges every test picture.
     *
     * @param dataset with at least one test picture
     * @param progress hears of the stage {@code evaluation}
     * @throws InputException where there is no test picture or none can be read
     */
    public Evaluation evaluate(final Dataset dataset, final Progress progress) {
        final List<Sample> test = dataset.test();
        if (test.isEmpty()) {
            throw new InputException("Data set " + dataset.root() + " has no test pictures, only good ones to fit on. "
                    + "Add a folder of defective pictures beside them, or judge pictures with: blemish predict");
        }
        final Map<Integer, JudgedSample> judged = new ConcurrentSkipListMap<>();
        final Map<Integer, FailedSample> failed = new ConcurrentSkipListMap<>();
        final long begun = System.nanoTime();
        final AtomicInteger done = new AtomicInteger();
        workers.forBlocks(test.size(), features.batch(), (from, to) -> {
            final List<Extraction> extracted = features.features(test.subList(from, to));
            for (int i = from; i < to; i++) {
                try {
                    judged.put(i, judge(test.get(i), extracted.get(i - from)));
                } catch (final InputException e) {
                    failed.put(i, new FailedSample(test.get(i), String.valueOf(e.getMessage())));
                }
                synchronized (done) {
                    progress.report("evaluation", done.incrementAndGet(), test.size());
                }
            }
        });
        final double seconds = (System.nanoTime() - begun) / NANOS;
        if (judged.isEmpty()) {
            throw new InputException("None of the " + test.size() + " test pictures of " + dataset.root()
                    + " could be judged. The first: "
                    + failed.values().iterator().next().reason());
        }
        return evaluation(
                dataset,
                List.copyOf(judged.values()),
                List.copyOf(failed.values()),
                new Timings(judged.size(), seconds, workers.threads()));
    }

    private JudgedSample judge(final Sample sample, final Extraction extraction) {
        final Prediction prediction = model.predict(sample.id(), extraction.orElseThrow());
        return new JudgedSample(sample, prediction, truth(sample, prediction));
    }

    private Optional<BitMask> truth(final Sample sample, final Prediction prediction) {
        final Preprocessing preprocessing = model.description().preprocessing();
        final Size picture = new Size(prediction.width(), prediction.height());
        return masks.decode(sample.mask(), sample.picture(), picture).map(preprocessing::apply);
    }

    private Evaluation evaluation(
            final Dataset dataset,
            final List<JudgedSample> samples,
            final List<FailedSample> failures,
            final Timings timings) {
        final float[] scores = new float[samples.size()];
        final boolean[] anomalous = new boolean[samples.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = samples.get(i).prediction().score();
            anomalous[i] = samples.get(i).anomalous();
        }
        return new Evaluation(
                name,
                dataset.name(),
                model.description(),
                model.calibration(),
                samples,
                failures,
                warnings(dataset, samples),
                ImageMetrics.of(scores, anomalous),
                AurocInterval.bootstrap(scores, anomalous, INTERVAL_SEED),
                ConfusionCounts.above(model.calibration().threshold(), scores, anomalous),
                pixelMetrics(samples),
                saturatedPro(samples),
                timings);
    }

    private Optional<PixelMetrics> pixelMetrics(final List<JudgedSample> samples) {
        if (samples.stream().noneMatch(s -> s.anomalous() && s.truth().isPresent())) {
            return Optional.empty();
        }
        final List<PixelMap> maps = samples.stream()
                .filter(sample -> sample.truth().isPresent())
                .map(Evaluator::pixelMap)
                .toList();
        return Optional.of(PixelMetrics.of(maps, workers));
    }

    private Optional<SaturatedPro> saturatedPro(final List<JudgedSample> samples) {
        if (samples.stream().noneMatch(Evaluator::saturates)) {
            return Optional.empty();
        }
        final List<JudgedSample> counted = samples.stream()
                .filter(sample -> !sample.anomalous() || saturates(sample))
                .toList();
        final DrawnParts drawn = new DrawnParts(pictures, model.description().preprocessing());
        final PartMap[] maps = new PartMap[counted.size()];
        workers.forEach(maps.length, i -> {
            final JudgedSample sample = counted.get(i);
            maps[i] = new PartMap(
                    pixelMap(sample),
                    sample.sample().mask() instanceof Mask.Parts parts ? drawn.read(parts) : List.of());
        });
        return Optional.of(SaturatedPro.of(List.of(maps), workers));
    }

    private static boolean saturates(final JudgedSample sample) {
        return sample.sample().mask() instanceof Mask.Parts parts
                && !parts.saturations().isEmpty();
    }

    private static PixelMap pixelMap(final JudgedSample sample) {
        final var map = sample.prediction().map();
        return sample.anomalous()
                ? new PixelMap(
                        map.width(),
                        map.height(),
                        map.values(),
                        sample.truth().orElseThrow().defect())
                : PixelMap.ofGood(map.width(), map.height(), map.values());
    }

    private List<String> warnings(final Dataset dataset, final List<JudgedSample> samples) {
        final List<String> warnings = new ArrayList<>(dataset.warnings());
        final Set<String> trained = new HashSet<>(model.description().training().pictures());
        final long seen = model.description().training().dataset().equals(dataset.name())
                ? samples.stream()
                        .filter(s -> trained.contains(s.sample().id()))
                        .count()
                : 0;
        if (seen > 0) {
            warnings.add(
                    seen + " of the test pictures were among those that the model was fitted on, which flatters the "
                            + "figures. Evaluate with the split and the seed of the fit.");
        }
        final long undrawn = samples.stream()
                .filter(s -> s.anomalous() && s.truth().isEmpty())
                .count();
        if (undrawn > 0) {
            warnings.add(undrawn + " defective pictures have no mask and do not count in the pixel figures.");
        }
        return warnings;
    }
}
