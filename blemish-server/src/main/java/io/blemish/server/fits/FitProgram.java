package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.artifact.Json;
import io.blemish.evaluation.Judgement;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.model.FitSummary;
import io.blemish.model.Model;
import io.blemish.model.ModelOptions;
import io.blemish.model.ModelTrainer;
import io.blemish.model.ModelUpdate;
import io.blemish.model.OddPicture;
import io.blemish.model.OpenOptions;
import io.blemish.model.UpdateSummary;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import io.blemish.prediction.Calibration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The process that fits or updates: reads a {@link FitOrder}, writes a model, and prints {@link FitLine}s. It ends when its input does,
 * which is when the server that started it is gone.
 */
public final class FitProgram {
    /** As often as a person can follow. */
    private static final Duration BETWEEN_LINES = Duration.ofMillis(250);

    private final FitOrder order;
    private final PrintStream out;
    private String stage = "";
    private long printed;

    private FitProgram(final FitOrder order, final PrintStream out) {
        this.order = order;
        this.out = out;
    }

    /**
     * Fits or updates a model.
     *
     * @param args the file of the order
     * @throws IOException if it cannot be read
     */
    public static void main(final String[] args) throws IOException {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What a library prints must not come between the lines.
        System.setOut(System.err);
        endWithInput();
        final FitOrder order = Json.read(Files.readAllBytes(Path.of(args[0])), FitOrder.class, "The order");
        final FitLine last = new FitProgram(order, out).run();
        out.println(Json.line(last));
    }

    private static void endWithInput() {
        final Thread thread = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // Nothing is ever sent.
                        }
                    } catch (final IOException e) {
                        // The server is gone, too.
                    }
                    Runtime.getRuntime().halt(1);
                },
                "input");
        thread.setDaemon(true);
        thread.start();
    }

    private FitLine run() {
        try {
            final List<Picture> pictures = order.pictures().stream()
                    .map(one -> Picture.of(one.name(), Path.of(one.file())))
                    .toList();
            return FitLine.of(
                    order.base().isPresent() ? update(pictures, order.base().get()) : fit(pictures));
        } catch (final BlemishException e) {
            return FitLine.problem(withNames(String.valueOf(e.getMessage())));
        } catch (final OutOfMemoryError e) {
            return FitLine.problem(
                    "The fit needs more memory than it may take. Take fewer pictures, or give it more with"
                            + " --fit-memory.");
        }
    }

    private FitResult.Report fit(final List<Picture> pictures) {
        final FitSummary summary = new ModelTrainer(options())
                .fit(new PictureSet(order.settings().model(), pictures), Path.of(order.output()), (Progress)
                        this::report);
        return report(
                summary.pictures(), summary.calibration(), summary.oddPictures(), summary.failures(), Optional.empty());
    }

    private FitResult.Report update(final List<Picture> pictures, final FitOrder.Base base) {
        final UpdateSettings settings = order.settings().update().orElseThrow();
        final Path file = Path.of(base.file());
        try (Model model = Model.open(file, OpenOptions.DEFAULT.withThreads(1));
                Workers workers = new Workers(order.threads())) {
            final UpdateSummary summary = new ModelUpdate(model, file, pictures, Set.copyOf(settings.forget()))
                    .write(
                            Path.of(order.output()),
                            base.who(),
                            settings.why(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            workers,
                            (Progress) this::report);
            return report(
                    summary.pictures(),
                    summary.calibration(),
                    summary.oddPictures(),
                    summary.failures(),
                    Optional.of(new FitResult.Update(
                            summary.added(),
                            summary.forgotten(),
                            summary.before().threshold())));
        }
    }

    private ModelOptions options() {
        final ModelOptions options = order.settings().options().build();
        return options.toBuilder()
                .preprocessing(options.preprocessing()
                        .withMask(order.mask().flatMap(file -> InspectionMask.read(Path.of(file)))))
                .threads(order.threads())
                .build();
    }

    private void report(final String now, final long done, final long total) {
        final long time = System.nanoTime();
        if (!now.equals(stage) || done == total || time - printed > BETWEEN_LINES.toNanos()) {
            stage = now;
            printed = time;
            out.println(Json.line(FitLine.of(new FitLine.Step(now, done, total))));
        }
    }

    private FitResult.Report report(
            final int pictures,
            final Calibration calibration,
            final List<OddPicture> odd,
            final List<String> failures,
            final Optional<FitResult.Update> update) {
        final Judgement judgement = Judgement.of(calibration);
        final Map<String, String> ids =
                order.pictures().stream().collect(Collectors.toMap(FitOrder.Item::name, FitOrder.Item::id));
        return new FitResult.Report(
                judgement,
                judgement.sentence(),
                pictures,
                calibration.threshold(),
                calibration.supported(),
                calibration.expectedFalseAlarms(),
                calibration.falseAlarmBound(),
                calibration.boundConfidence(),
                odd.stream()
                        .map(one -> new FitResult.Odd(
                                Optional.ofNullable(ids.get(one.name())), one.name(), one.timesMedian()))
                        .toList(),
                failures.stream().map(this::withNames).toList(),
                update);
    }

    /** Messages name files by their paths here, which mean nothing to a person. */
    private String withNames(final String sentence) {
        String named = order.base()
                .map(base -> sentence.replace(base.file(), order.settings().model()))
                .orElse(sentence);
        for (final FitOrder.Item picture : order.pictures()) {
            named = named.replace(picture.file(), picture.name());
        }
        return named;
    }
}
