package io.blemish.report;

import io.blemish.backbone.BackboneDescription;
import io.blemish.dataset.Frame;
import io.blemish.dataset.Label;
import io.blemish.dataset.Mask;
import io.blemish.dataset.Sample;
import io.blemish.dataset.Split;
import io.blemish.detector.patchcore.PatchCoreDescription;
import io.blemish.embedding.EmbeddingDescription;
import io.blemish.evaluation.Evaluation;
import io.blemish.evaluation.FailedSample;
import io.blemish.evaluation.JudgedSample;
import io.blemish.evaluation.Timings;
import io.blemish.image.BitMask;
import io.blemish.image.PngWriter;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.metric.AurocInterval;
import io.blemish.metric.ConfusionCounts;
import io.blemish.metric.ImageMetrics;
import io.blemish.metric.PerImageOverlap;
import io.blemish.metric.PixelMap;
import io.blemish.metric.PixelMetrics;
import io.blemish.metric.RegionIou;
import io.blemish.model.ModelDescription;
import io.blemish.model.ModelDescription.TrainingDescription;
import io.blemish.model.Thumbnails;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.drawing.Predictions;
import io.blemish.search.exact.ExactDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Builds evaluations of pictures, which it writes to a folder. */
final class Evaluations {
    static final Size PICTURE = new Size(120, 80);

    private final Path folder;
    private final Random random;
    private final List<JudgedSample> samples = new ArrayList<>();
    private final List<FailedSample> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String dataset = "parts";
    private String model = "parts.blemish";

    Evaluations(final Path folder, final long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    Evaluations named(final String name) {
        dataset = name;
        return this;
    }

    Evaluations by(final String name) {
        model = name;
        return this;
    }

    Evaluations warning(final String warning) {
        warnings.add(warning);
        return this;
    }

    /** Adds good pictures with scores around half the threshold; a small share are false alarms. */
    Evaluations good(final int count) throws IOException {
        for (int i = 0; i < count; i++) {
            add("good/" + i, "good", false, (float) Math.abs(1.1 + 0.45 * random.nextGaussian()), true);
        }
        return this;
    }

    /** Adds defective pictures with scores around one and a half thresholds; some are missed. */
    Evaluations defective(final String kind, final int count, final boolean masks) throws IOException {
        for (int i = 0; i < count; i++) {
            add(kind + "/" + i, kind, true, (float) Math.abs(3 + random.nextGaussian()), masks);
        }
        return this;
    }

    /** Adds a picture. */
    Evaluations add(final String id, final String kind, final boolean defective, final float score, final boolean mask)
            throws IOException {
        final double across = 0.2 + 0.6 * random.nextDouble();
        final double down = 0.2 + 0.6 * random.nextDouble();
        final Path file = folder.resolve(samples.size() + ".png");
        final Path maskFile = folder.resolve(samples.size() + "_mask.png");
        Files.write(file, PngWriter.toBytes(noise()));
        final BitMask truth = square(Predictions.SQUASH.outputSize(PICTURE), across, down);
        if (defective && mask) {
            Files.write(maskFile, PngWriter.toBytes(drawn(square(PICTURE, across, down))));
        }
        return add(
                new Sample(
                        id,
                        file,
                        defective ? Label.ANOMALOUS : Label.NORMAL,
                        kind,
                        !defective ? new Mask.None() : mask ? new Mask.Picture(maskFile) : new Mask.Unknown(),
                        Split.TEST),
                score,
                across,
                down,
                defective && mask ? Optional.of(truth) : Optional.empty());
    }

    private Evaluations add(
            final Sample sample,
            final float score,
            final double across,
            final double down,
            final Optional<BitMask> truth) {
        samples.add(
                new JudgedSample(sample, Predictions.of(PICTURE, score, across, down), truth.map(mask -> () -> mask)));
        return this;
    }

    /** Adds a defective picture with a mask of any type. */
    Evaluations masked(final String id, final Mask mask, final float score) throws IOException {
        final Path file = folder.resolve(samples.size() + ".png");
        Files.write(file, PngWriter.toBytes(noise()));
        final Sample sample = new Sample(id, file, Label.ANOMALOUS, "dent", mask, Split.TEST);
        return add(sample, score, 0.5, 0.5, Optional.empty());
    }

    /** Writes a mask of the size of the pictures, with a square. */
    Path maskFile(final String name, final double across, final double down) throws IOException {
        return Files.write(folder.resolve(name), PngWriter.toBytes(drawn(square(PICTURE, across, down))));
    }

    /** Adds a frame of a video without writing it. */
    Evaluations frame(final String clip, final int index, final boolean anomalous, final float score) {
        final Sample sample = new Sample(
                clip + "/" + index,
                folder.resolve("absent.png"),
                anomalous ? Label.ANOMALOUS : Label.NORMAL,
                anomalous ? "anomalous" : "normal",
                anomalous ? new Mask.Unknown() : new Mask.None(),
                Split.TEST,
                Optional.of(new Frame(clip, index)));
        return add(sample, score, 0.5, 0.5, Optional.empty());
    }

    /** Adds a picture without writing it, which is fast enough for many. */
    Evaluations unwritten(final String id, final boolean defective, final float score) {
        return add(
                new Sample(
                        id,
                        folder.resolve("absent.png"),
                        defective ? Label.ANOMALOUS : Label.NORMAL,
                        defective ? "scratch" : "good",
                        defective ? new Mask.Unknown() : new Mask.None(),
                        Split.TEST),
                score,
                0.5,
                0.5,
                Optional.empty());
    }

    Evaluations failed(final String id, final String reason) {
        failures.add(new FailedSample(
                new Sample(id, folder.resolve("x.png"), Label.NORMAL, "good", new Mask.None(), Split.TEST), reason));
        return this;
    }

    Evaluation build() {
        final float[] scores = new float[samples.size()];
        final boolean[] defective = new boolean[samples.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = samples.get(i).prediction().score();
            defective[i] = samples.get(i).anomalous();
        }
        return new Evaluation(
                model,
                dataset,
                description(),
                new Calibration(
                        0.01,
                        Optional.empty(),
                        Predictions.THRESHOLD,
                        Predictions.THRESHOLD,
                        0,
                        new float[40],
                        new float[0],
                        new int[0],
                        Optional.empty()),
                samples,
                failures,
                warnings,
                ImageMetrics.of(scores, defective),
                AurocInterval.bootstrap(scores, defective, 0),
                ConfusionCounts.above(Predictions.THRESHOLD, scores, defective),
                pixelMaps().map(Evaluations::pixelMetrics),
                Optional.empty(),
                pixelMaps().flatMap(PerImageOverlap::of),
                pixelMaps().flatMap(Evaluations::regionIou),
                new Timings(samples.size(), 2.5, 4),
                Thumbnails.NONE,
                () -> {});
    }

    private Optional<List<PixelMap>> pixelMaps() {
        if (samples.stream().noneMatch(judged -> judged.truth().isPresent())) {
            return Optional.empty();
        }
        return Optional.of(samples.stream()
                .filter(judged -> !judged.anomalous() || judged.truth().isPresent())
                .map(Evaluations::pixelMap)
                .toList());
    }

    private static PixelMetrics pixelMetrics(final List<PixelMap> maps) {
        try (Workers workers = new Workers(1)) {
            return PixelMetrics.of(maps, workers);
        }
    }

    private static Optional<RegionIou> regionIou(final List<PixelMap> maps) {
        try (Workers workers = new Workers(1)) {
            return RegionIou.of(maps, Predictions.THRESHOLD, workers);
        }
    }

    private static PixelMap pixelMap(final JudgedSample judged) {
        final var map = judged.prediction().map();
        return judged.truth()
                .map(truth -> new PixelMap(map.width(), map.height(), map.values(), truth.defect()))
                .orElseGet(() -> PixelMap.ofGood(map.width(), map.height(), map.values()));
    }

    private static ModelDescription description() {
        return new ModelDescription(
                1,
                "blemish 0.1.0",
                new PatchCoreDescription(
                        new EmbeddingDescription("channel", 0, 0, 3),
                        0.01,
                        128,
                        1,
                        9,
                        new ExactDescription(),
                        7,
                        0,
                        28,
                        28,
                        912,
                        1234),
                new BackboneDescription(
                        "efficientnet-lite0", List.of("layer2", "layer3"), "ab".repeat(32), true, Optional.empty()),
                Predictions.SQUASH,
                4,
                new TrainingDescription("parts", "cd".repeat(32), List.of("train/1", "train/2"), List.of(0)),
                Map.of());
    }

    private RgbImage noise() {
        final byte[] rgb = new byte[Math.toIntExact(3 * PICTURE.pixels())];
        random.nextBytes(rgb);
        return new RgbImage(PICTURE.width(), PICTURE.height(), rgb);
    }

    private static BitMask square(final Size size, final double across, final double down) {
        final boolean[] defect = new boolean[Math.toIntExact(size.pixels())];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                defect[y * size.width() + x] = Math.abs(x + 0.5 - across * size.width()) < size.width() * 0.08
                        && Math.abs(y + 0.5 - down * size.height()) < size.height() * 0.08;
            }
        }
        return new BitMask(size.width(), size.height(), defect);
    }

    private static RgbImage drawn(final BitMask mask) {
        final byte[] rgb = new byte[3 * mask.defect().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (mask.defect()[i / 3] ? 255 : 0);
        }
        return new RgbImage(mask.width(), mask.height(), rgb);
    }
}
