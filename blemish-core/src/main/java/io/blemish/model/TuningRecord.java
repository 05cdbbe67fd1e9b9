package io.blemish.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.blemish.artifact.Ranges;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was tried before a model was fitted, and what was chosen: see {@code io.blemish.tuning}. The model keeps it, so that the
 * report can show it.
 *
 * @param evidence by what the trials were compared
 * @param goodPictures how many good pictures were judged in each trial, each by a detector that had not seen it
 * @param defects how many defects were judged in each trial
 * @param seconds how long all took
 * @param trials in the order in which they were made; the first is what would have been fitted otherwise
 * @param chosen the number of the trial that was chosen, 0 for the first
 * @param check what choosing is worth on pictures that did not choose; empty for made defects
 */
public record TuningRecord(
        Evidence evidence,
        int goodPictures,
        int defects,
        double seconds,
        List<Trial> trials,
        int chosen,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Check> check) {
    /** By what trials are compared. */
    public enum Evidence {
        /** Defects that the program draws on good pictures. */
        MADE_DEFECTS,
        /** Pictures of real defects that the user gave. */
        GIVEN_DEFECTS
    }

    /**
     * One trial.
     *
     * @param name for people
     * @param result what it found; empty if it could not be made
     * @param reason why it could not be made; empty if it was
     */
    public record Trial(
            String name,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Result> result,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> reason) {
        /**
         * Checks that nothing is missing.
         *
         * @param name of the trial, for people
         * @param result of the trial; empty if it could not be made
         * @param reason why it could not be made; empty if it was
         */
        public Trial {
            Ranges.present(name, "the name of a trial");
            Ranges.present(result, "the result of a trial");
            Ranges.present(reason, "the reason of a trial");
            if (result.isPresent() == reason.isPresent()) {
                throw new IllegalArgumentException("a trial must have a result or a reason why there is none");
            }
        }
    }

    /**
     * What a trial found.
     *
     * @param auroc of good pictures and defects, the mean over the folds, in {@code [0, 1]}
     * @param difference of this AUROC from that of the first trial
     * @param low the lower end of the difference's interval: three standard errors (DeLong) below it
     * @param high the upper end
     * @param millis how long a picture took, one thread for each
     */
    public record Result(double auroc, double difference, double low, double high, double millis) {
        /**
         * Checks the ranges.
         *
         * @param auroc the AUROC of good pictures and defects
         * @param difference from the first trial's
         * @param low lower end of the difference's interval
         * @param high upper end of the difference's interval
         * @param millis time of a picture in milliseconds
         */
        public Result {
            Ranges.within(auroc, "the AUROC of a trial", 0, 1);
            Ranges.within(difference, "the difference of a trial", -1, 1);
            Ranges.within(low, "the lower end of a trial's difference", -1, 1);
            Ranges.within(high, "the upper end of a trial's difference", -1, 1);
            Ranges.within(millis, "the time of a trial", 0, Double.MAX_VALUE);
        }
    }

    /**
     * What choosing by given defects is worth: each part of the pictures is judged by what the others choose.
     *
     * @param choosing the AUROC of what they choose
     * @param first the AUROC of the first choice on the same pictures
     */
    public record Check(double choosing, double first) {
        /**
         * Checks the ranges.
         *
         * @param choosing AUROC of what the other pictures choose
         * @param first AUROC of the first choice
         */
        public Check {
            Ranges.within(choosing, "the AUROC of choosing", 0, 1);
            Ranges.within(first, "the AUROC of the first choice", 0, 1);
        }

        private String sentence() {
            return String.format(
                    Locale.ROOT,
                    " On pictures that did not choose, choosing gives %.3f and not choosing %.3f.",
                    choosing,
                    first);
        }
    }

    /**
     * Checks the ranges.
     *
     * @param evidence by which the trials were compared
     * @param goodPictures number of good pictures that were judged in each trial
     * @param defects number of defects that were judged in each trial
     * @param seconds time of all trials
     * @param trials the trials in their order; copied
     * @param chosen number of the trial that was chosen
     * @param check what choosing is worth on pictures that did not choose; empty for made defects
     */
    public TuningRecord {
        Ranges.present(evidence, "the evidence of the tuning");
        Ranges.within(goodPictures, "the good pictures of the tuning", 1, Integer.MAX_VALUE);
        Ranges.within(defects, "the defects of the tuning", 1, Integer.MAX_VALUE);
        Ranges.within(seconds, "the time of the tuning", 0, Double.MAX_VALUE);
        trials = Ranges.complete(trials, "the trials of the tuning");
        Ranges.within(chosen, "the chosen trial", 0, trials.size() - 1);
        Ranges.present(check, "the check of the tuning");
        if (trials.get(0).result().isEmpty() || trials.get(chosen).result().isEmpty()) {
            throw new IllegalArgumentException("the first and the chosen trial must have results");
        }
    }

    /** {@return what came of it, in words} */
    public String sentence() {
        final long tried =
                trials.stream().filter(trial -> trial.result().isPresent()).count();
        return String.format(
                Locale.ROOT,
                "Tuning compared %d choice%s by %d good pictures and %d %s: %s%s",
                tried,
                tried == 1 ? "" : "s",
                goodPictures,
                defects,
                evidence == Evidence.MADE_DEFECTS ? "defects drawn on them" : "pictures of defects",
                chosen > 0 ? taken() : kept(),
                tried < trials.size()
                        ? " " + (trials.size() - tried) + " more could not be tried: the report gives the reasons."
                        : "");
    }

    private String taken() {
        final Trial trial = trials.get(chosen);
        final Result result = trial.result().orElseThrow();
        final String words = String.format(
                Locale.ROOT,
                "it took %s, with an AUROC of %.3f instead of %.3f without tuning (%+.3f, from %+.3f to %+.3f).",
                trial.name(),
                result.auroc(),
                result.auroc() - result.difference(),
                result.difference(),
                result.low(),
                result.high());
        return check.map(checked ->
                        words + checked.sentence() + (result.low() > 0 ? "" : " So few defects leave it uncertain."))
                .orElse(words);
    }

    private String kept() {
        return String.format(
                        Locale.ROOT,
                        "none is clearly better than the options without tuning (AUROC %.3f), which it kept.",
                        trials.get(0).result().orElseThrow().auroc())
                + check.map(Check::sentence).orElse("");
    }
}
