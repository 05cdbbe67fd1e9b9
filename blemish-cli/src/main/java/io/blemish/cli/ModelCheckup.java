package io.blemish.cli;

import io.blemish.drift.DriftMonitor;
import io.blemish.drift.DriftOptions;
import io.blemish.drift.DriftState;
import io.blemish.drift.DriftStatistic;
import io.blemish.drift.LearnedAppearance;
import io.blemish.drift.Observation;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import io.blemish.model.Model;
import io.blemish.model.ModelCheck;
import io.blemish.prediction.Prediction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at a model, and at pictures that it has judged.
 *
 * @param model to look at
 */
record ModelCheckup(Model model) {
    /** Predictions before times are taken, while Java compiles. */
    private static final int WARM_UP = 5;

    private static final int TIMED = 11;
    private static final double MILLISECOND = 1e6;

    /** The statistics that say of a picture whether it fits. */
    private static final List<DriftStatistic> LOOKS = List.of(
            DriftStatistic.BRIGHTNESS, DriftStatistic.CONTRAST, DriftStatistic.SHARPNESS, DriftStatistic.WARMTH);

    /** Whether the model gives what it gave when it was made. */
    Finding recorded() {
        if (model.check().isEmpty()) {
            return Finding.note(
                    "figures",
                    "The model has no recorded figure to compare with; one that is fitted by this version with 'blemish fit'"
                            + " has.");
        }
        final ModelCheck check = model.check().get();
        final float now = model.predict(model.checkPicture(check)).score();
        final String figures =
                String.format(Locale.ROOT, "%.6g here, and %.6g when the model was made", now, check.score());
        return check.agrees(now)
                ? Finding.ok(
                        "figures", "The score of the model's test picture is " + figures + ", the same within 0.1%.")
                : Finding.wrong(
                        "figures",
                        "The score of the model's test picture is " + figures
                                + ": verdicts of this machine cannot be trusted; use another version of ONNX Runtime, or"
                                + " another --device.");
    }

    /** How long a picture takes. */
    Finding time(final Picture picture) {
        for (int i = 0; i < WARM_UP; i++) {
            model.predict(picture);
        }
        final long[] times = new long[TIMED];
        for (int i = 0; i < TIMED; i++) {
            final long begun = System.nanoTime();
            model.predict(picture);
            times[i] = System.nanoTime() - begun;
        }
        Arrays.sort(times);
        final double millis = times[TIMED / 2] / MILLISECOND;
        return Finding.ok(
                "time",
                String.format(
                        Locale.ROOT,
                        "A picture takes %.1f ms here, so that %.1f a second can be judged one after the other.",
                        millis,
                        1000 / millis));
    }

    /** Whether the pictures are large enough, and of one size. */
    Finding size(final List<Prediction> pictures) {
        final List<Size> sizes = pictures.stream()
                .map(one -> new Size(one.width(), one.height()))
                .distinct()
                .toList();
        final String sentence = sizes.size() == 1
                ? "All pictures have " + sizes.get(0) + " pixels"
                : "The pictures have " + sizes.size() + " different sizes, such as " + sizes.get(0) + " and "
                        + sizes.get(1) + " pixels";
        final Optional<Size> small = sizes.stream()
                .filter(size -> {
                    final Size input = model.description().preprocessing().outputSize(size);
                    return size.width() < input.width() || size.height() < input.height();
                })
                .findFirst();
        return small.isPresent()
                ? Finding.note(
                        "size",
                        sentence + ", and some are smaller than the "
                                + model.description().preprocessing().outputSize(small.get())
                                + " pixels that the network sees, so that they are enlarged.")
                : Finding.ok("size", sentence + ", enough for the network.");
    }

    /** Whether light, colour, focus and place are those of the training pictures, and whether there is drift. */
    List<Finding> looks(final List<Observation> pictures) {
        if (model.appearance().isEmpty()) {
            return List.of(Finding.note(
                    "look",
                    "Whether the pictures look like those of the training cannot be told, because the model was fitted to"
                            + " one picture or by an earlier version; fit it again."));
        }
        final LearnedAppearance learned = model.appearance().get();
        final List<Finding> findings = new ArrayList<>();
        LOOKS.forEach(statistic -> findings.add(look(statistic, learned, pictures)));
        findings.add(drift(pictures));
        return findings;
    }

    private static Finding look(
            final DriftStatistic statistic, final LearnedAppearance learned, final List<Observation> pictures) {
        final float[] range = learned.values(statistic).clone();
        Arrays.sort(range);
        final float least = range[0];
        final float most = range[range.length - 1];
        final float[] values = new float[pictures.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = learned.value(statistic, pictures.get(i)).orElseThrow();
        }
        Arrays.sort(values);
        int outside = 0;
        for (final float value : values) {
            outside += value < least || value > most ? 1 : 0;
        }
        final float median = values[values.length / 2];
        final String sentence = String.format(
                Locale.ROOT,
                "The %s of the pictures is %.4g (median), and was %.4g to %.4g in the training; %d of %d lie outside",
                statistic.word(),
                median,
                least,
                most,
                outside,
                values.length);
        return 2 * outside > values.length
                ? Finding.wrong(statistic.word(), sentence + ", so these pictures do not fit this model.")
                : Finding.ok(statistic.word(), sentence + ".");
    }

    private Finding drift(final List<Observation> pictures) {
        final DriftMonitor monitor = DriftMonitor.of(model.calibration(), model.appearance(), DriftOptions.DEFAULT);
        pictures.forEach(monitor::observe);
        final DriftState state = monitor.state();
        if (state.drift()) {
            return Finding.wrong("drift", DriftSentence.of(state) + " 'blemish drift' says in what.");
        }
        return state.pictures() < DriftSentence.FEW
                ? Finding.note("drift", DriftSentence.of(state))
                : Finding.ok("drift", DriftSentence.of(state));
    }
}
