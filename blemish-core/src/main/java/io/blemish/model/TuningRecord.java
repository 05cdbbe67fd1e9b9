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
 * @param checked the AUROC that choosing reaches on defects that did not choose; empty for made defects
 */
public record TuningRecord(
        Evidence evidence,
        int goodPictures,
        int defects,
        double seconds,
        List<Trial> trials,
        int chosen,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> checked) {
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
        }
    }

    /**
     * What a trial found.
     *
     * @param auroc of good pictures and defects, the mean over the folds, in {@code [0, 1]}
     * @param difference of this AUROC from that of the first trial
     * @param low the lower end of the difference's interval, which holds for all trials together with 95% confidence
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
     * Checks the ranges.
     *
     * @param evidence by which the trials were compared
     * @param goodPictures number of good pictures that were judged in each trial
     * @param defects number of defects that were judged in each trial
     * @param seconds time of all trials
     * @param trials the trials in their order; copied
     * @param chosen number of the trial that was chosen
     * @param checked the AUROC that choosing reaches on defects that did not choose; empty for made defects
     */
    public TuningRecord {
        Ranges.present(evidence, "the evidence of the tuning");
        Ranges.within(goodPictures, "the good pictures of the tuning", 1, Integer.MAX_VALUE);
        Ranges.within(defects, "the defects of the tuning", 1, Integer.MAX_VALUE);
        Ranges.within(seconds, "the time of the tuning", 0, Double.MAX_VALUE);
        trials = Ranges.complete(trials, "the trials of the tuning");
        Ranges.within(chosen, "the chosen trial", 0, trials.size() - 1);
        Ranges.present(checked, "the check of the tuning");
    }

    /** {@return what came of it, in words} */
    public String sentence() {
        final Trial first = trials.get(0);
        final String tried = String.format(
                Locale.ROOT,
                "Tuning compared %d choices by %d good pictures and %d %s",
                trials.stream().filter(trial -> trial.result().isPresent()).count(),
                goodPictures,
                defects,
                evidence == Evidence.MADE_DEFECTS ? "defects drawn on them" : "pictures of defects");
        return tried + ": " + (chosen > 0 ? better(trials.get(chosen)) : kept(first)) + checkedWords();
    }

    private static String better(final Trial taken) {
        final Result result = taken.result().orElseThrow();
        return String.format(
                Locale.ROOT,
                "it took %s, which finds more than the options without tuning (AUROC %.3f instead of %.3f; the difference is"
                        + " from %+.3f to %+.3f).",
                taken.name(),
                result.auroc(),
                result.auroc() - result.difference(),
                result.low(),
                result.high());
    }

    private static String kept(final Trial first) {
        return String.format(
                Locale.ROOT,
                "none is clearly better than the options without tuning (AUROC %.3f), which it kept.",
                first.result().map(Result::auroc).orElse(0.0));
    }

    private String checkedWords() {
        return checked.map(auroc -> String.format(
                        Locale.ROOT,
                        " Choosing by four fifths of the defects gives an AUROC of %.3f on the rest.",
                        auroc))
                .orElse("");
    }
}
