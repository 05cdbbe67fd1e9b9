package io.blemish.benchmarks;

import io.blemish.dataset.PictureFile;
import io.blemish.drift.DriftMonitor;
import io.blemish.drift.DriftOptions;
import io.blemish.drift.DriftState;
import io.blemish.drift.LearnedAppearance;
import io.blemish.drift.Observation;
import io.blemish.drift.StatisticState;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.model.Model;
import io.blemish.model.OpenOptions;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import io.blemish.prediction.FalseAlarmLimit;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * How soon {@code blemish drift} speaks when pictures change, and how seldom when they do not. Takes a model, a folder of good
 * pictures that it has not seen, and a folder of other pictures; prints the tables of docs/drift.md.
 */
public final class DriftPower {
    private static final int CHANGED = 100;
    private static final int QUIET = 50;
    private static final int ORDERS = 100;
    private static final int DRAWS = 100_000;

    private DriftPower() {}

    /**
     * Measures.
     *
     * @param args a model, a folder of good pictures and a folder of other pictures
     * @throws IOException if a folder cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final List<Path> good = pictures(Path.of(args[1]));
        final List<Path> some = good.subList(0, Math.min(CHANGED, good.size()));
        try (Model model = Model.open(Path.of(args[0]), OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(2)) {
            final List<Observation> same = observe(model, workers, good, UnaryOperator.identity());
            noDrift(model, same);
            final Map<String, UnaryOperator<BufferedImage>> changes = changes();
            changes.forEach((name, change) -> power(model, same, name, observe(model, workers, some, change)));
            final List<Path> others = pictures(Path.of(args[2]));
            power(
                    model,
                    same,
                    "other pictures",
                    observe(
                            model,
                            workers,
                            others.subList(0, Math.min(CHANGED, others.size())),
                            UnaryOperator.identity()));
        }
    }

    private static List<Path> pictures(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            final List<Path> found =
                    new ArrayList<>(files.filter(PictureFile::is).sorted().toList());
            Collections.shuffle(found, new Random(0));
            return found;
        }
    }

    private static List<Observation> observe(
            final Model model,
            final Workers workers,
            final List<Path> files,
            final UnaryOperator<BufferedImage> change) {
        final Observation[] seen = new Observation[files.size()];
        workers.forEach(seen.length, i -> {
            final RgbImage image = Picture.of(files.get(i)).decode();
            final Picture picture = Picture.of("picture", change.apply(image.toBufferedImage()));
            seen[i] = model.predict(List.of(picture)).get(0).observation().orElseThrow();
        });
        return Arrays.asList(seen);
    }

    private static Map<String, UnaryOperator<BufferedImage>> changes() {
        final Map<String, UnaryOperator<BufferedImage>> changes = new LinkedHashMap<>();
        for (final double gain : new double[] {1.05, 1.1, 1.2, 0.9}) {
            changes.put(
                    String.format(Locale.ROOT, "brightness %+.0f%%", 100 * (gain - 1)),
                    image -> levels(image, level -> gain * level));
        }
        for (final double sigma : new double[] {0.5, 1, 2}) {
            changes.put("blur, sigma " + sigma + " px", image -> blurred(image, sigma));
        }
        for (final int pixels : new int[] {2, 4, 8, 16}) {
            changes.put("shift by " + pixels + " px", image -> shifted(image, pixels));
        }
        changes.put(
                "another camera",
                image -> blurred(closer(levels(image, level -> 255 * Math.pow(level / 255, 0.9)), 0.03), 0.5));
        return changes;
    }

    private static BufferedImage levels(
            final BufferedImage image, final java.util.function.DoubleUnaryOperator change) {
        final BufferedImage changed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = 0;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    final double level = change.applyAsDouble(image.getRGB(x, y) >> shift & 0xFF);
                    rgb |= (int) Math.round(Math.max(0, Math.min(255, level))) << shift;
                }
                changed.setRGB(x, y, rgb);
            }
        }
        return changed;
    }

    private static BufferedImage blurred(final BufferedImage image, final double sigma) {
        final int reach = (int) Math.ceil(3 * sigma);
        final int side = 2 * reach + 1;
        final float[] weights = new float[side * side];
        float sum = 0;
        for (int i = 0; i < weights.length; i++) {
            final int x = i % side - reach;
            final int y = i / side - reach;
            weights[i] = (float) Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        final BufferedImage rgb = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = rgb.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null).filter(rgb, null);
    }

    /** To the right; the first column fills what comes into view. */
    private static BufferedImage shifted(final BufferedImage image, final int pixels) {
        final BufferedImage changed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                changed.setRGB(x, y, image.getRGB(Math.max(0, x - pixels), y));
            }
        }
        return changed;
    }

    private static BufferedImage closer(final BufferedImage image, final double share) {
        final int w = image.getWidth();
        final int h = image.getHeight();
        final int dx = (int) Math.round(share * w / 2);
        final int dy = (int) Math.round(share * h / 2);
        final BufferedImage changed = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        final Graphics2D graphics = changed.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(image, 0, 0, w, h, dx, dy, w - dx, h - dy, null);
        graphics.dispose();
        return changed;
    }

    private static void power(
            final Model model, final List<Observation> same, final String name, final List<Observation> changed) {
        final List<Long> needed = new ArrayList<>();
        final Map<String, Integer> first = new TreeMap<>();
        int early = 0;
        for (int order = 0; order < ORDERS; order++) {
            final Random random = new Random(order);
            final DriftMonitor monitor = monitor(model, order);
            final List<Observation> before = new ArrayList<>(same);
            Collections.shuffle(before, random);
            before.subList(0, QUIET).forEach(monitor::observe);
            final List<Observation> after = new ArrayList<>(changed);
            Collections.shuffle(after, random);
            after.forEach(monitor::observe);
            final DriftState state = monitor.state();
            if (state.since().isPresent() && state.since().get() <= QUIET) {
                early++;
            } else {
                needed.add(state.since().map(since -> since - QUIET).orElse(Long.MAX_VALUE));
            }
            state.causes().stream()
                    .findFirst()
                    .map(StatisticState::statistic)
                    .ifPresent(cause -> first.merge(cause.word(), 1, Integer::sum));
        }
        Collections.sort(needed);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %d%% | %s |%s%n",
                name,
                text(needed.get(needed.size() / 2)),
                text(needed.get(needed.size() * 9 / 10)),
                Math.round(100.0 * needed.stream().filter(n -> n <= CHANGED).count() / needed.size()),
                first.entrySet().stream()
                        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                        .limit(2)
                        .map(Map.Entry::getKey)
                        .toList(),
                early > 0 ? " " + early + " told before" : "");
    }

    private static String text(final long pictures) {
        return pictures > CHANGED ? "–" : String.valueOf(pictures);
    }

    private static DriftMonitor monitor(final Model model, final long seed) {
        return DriftMonitor.of(model.calibration(), model.appearance(), DriftOptions.DEFAULT.withSeed(seed));
    }

    /** With the model's own training pictures, and with as many of the others in their place, drawn anew each time. */
    private static void noDrift(final Model model, final List<Observation> same) {
        final int reference = model.calibration().heldOut();
        int alarms = 0;
        int runs = 0;
        for (int draws = 0; draws < DRAWS; runs++) {
            final DriftMonitor monitor = monitor(model, runs);
            final List<Observation> order = new ArrayList<>(same);
            Collections.shuffle(order, new Random(runs));
            order.forEach(monitor::observe);
            draws += order.size();
            alarms += monitor.state().drift() ? 1 : 0;
        }
        System.out.printf(
                "the model's own: %d of %d series of %d pictures raised an alarm%n", alarms, runs, same.size());
        alarms = 0;
        runs = 0;
        for (int draws = 0; draws < DRAWS; runs++) {
            final List<Observation> order = new ArrayList<>(same);
            Collections.shuffle(order, new Random(runs));
            final DriftMonitor monitor = of(order.subList(0, reference), runs);
            order.subList(reference, order.size()).forEach(monitor::observe);
            draws += order.size() - reference;
            alarms += monitor.state().drift() ? 1 : 0;
        }
        System.out.printf(
                "drawn anew: %d of %d series of %d pictures raised an alarm%n", alarms, runs, same.size() - reference);
    }

    private static DriftMonitor of(final List<Observation> pictures, final long seed) {
        final float[] scores = new float[pictures.size()];
        final float[] distances = new float[pictures.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = pictures.get(i).score();
            distances[i] = pictures.get(i).typicalDistance();
        }
        return DriftMonitor.of(
                Calibration.of(scores, scores, new FalseAlarmLimit(0.01, Optional.empty())),
                Optional.of(LearnedAppearance.of(
                        pictures.stream().map(Observation::appearance).toList(), distances)),
                DriftOptions.DEFAULT.withSeed(seed));
    }
}
