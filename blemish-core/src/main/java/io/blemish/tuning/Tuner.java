package io.blemish.tuning;

import io.blemish.BlemishException;
import io.blemish.backbone.Execution;
import io.blemish.image.Picture;
import io.blemish.image.PictureSet;
import io.blemish.model.ModelOptions;
import io.blemish.model.Network;
import io.blemish.model.TuningRecord;
import io.blemish.model.TuningRecord.Evidence;
import io.blemish.model.TuningRecord.Trial;
import io.blemish.parallel.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chooses what a fit uses, by how well it tells defects from good pictures that it has not seen. A choice other than the first is
 * taken only if it is clearly better: a tie keeps what would have been fitted anyway. The same pictures, options and seed give
 * the same scores; how many trials there is time for depends on the machine.
 */
public final class Tuner {
    private static final double NANOS = 1e9;

    /** The gain in AUROC, on pictures that did not choose, from which on choosing by given defects is trusted. */
    private static final double GAIN = 0.01;

    private final ModelOptions options;
    private final List<Network> others;
    private final Set<Setting> open;
    private final TrialFit fit;

    /**
     * Prepares the search.
     *
     * @param options all that is not chosen; its detector and preprocessing are those of the first choice
     * @param others networks that may be used instead of the first one, with their layers; copied
     * @param open what may be chosen; copied
     * @param execution how to run the networks
     */
    public Tuner(
            final ModelOptions options,
            final List<Network> others,
            final Set<Setting> open,
            final Execution execution) {
        this.options = options;
        this.others = List.copyOf(others);
        this.open = Set.copyOf(open);
        this.fit = new TrialFit(options, execution);
    }

    /**
     * What was chosen.
     *
     * @param choice that is to be fitted
     * @param record what was tried
     */
    public record Result(Choice choice, TuningRecord record) {}

    /**
     * Compares the choices.
     *
     * @param first the network that is used otherwise
     * @param good pictures of good parts, at least 12
     * @param defects pictures of defects, at least 5; if empty, defects are drawn on good pictures
     * @param limit no trial begins that would not end within it by the time that those before it took
     * @param progress hears of the stage {@code tuning}
     * @return what was chosen
     * @throws BlemishException if there are too few pictures, or the first choice cannot be fitted to them
     * @throws java.util.concurrent.CancellationException if the progress is cancelled
     */
    public Result tune(
            final Network first,
            final PictureSet good,
            final List<Picture> defects,
            final Duration limit,
            final Progress progress) {
        final long begun = System.nanoTime();
        final TuningPictures pictures = TuningPictures.draw(good, defects, options.preprocessing(), options.seed());
        return new Search(
                        new Choice(first, options.preprocessing(), options.detector()),
                        pictures,
                        begun,
                        limit,
                        progress)
                .run();
    }

    /** One search. */
    private final class Search {
        private final Choice first;
        private final TuningPictures pictures;
        private final long begun;
        private final Duration limit;
        private final Progress progress;
        private final List<Alternative> alternatives;
        private final List<Choice> choices = new ArrayList<>();
        private final List<Trial> trials = new ArrayList<>();
        private final List<Optional<TrialScores>> scores = new ArrayList<>();

        Search(
                final Choice first,
                final TuningPictures pictures,
                final long begun,
                final Duration limit,
                final Progress progress) {
            this.first = first;
            this.pictures = pictures;
            this.begun = begun;
            this.limit = limit;
            this.progress = progress;
            this.alternatives = new Alternatives(first, others, pictures.size()).of(open);
        }

        Result run() {
            progress.report("tuning", 0, alternatives.size() + 1L);
            final double prepared = seconds();
            add("as it is", first, fit.scores(first, pictures, progress.muted()));
            final double secondsOfFirst = seconds() - prepared;
            for (final Alternative alternative : alternatives) {
                attempt(alternative.name(), alternative.change().apply(first), secondsOfFirst);
            }
            // Given defects are too few to tell whether several changes together are better than one.
            if (pictures.given().isEmpty()) {
                attemptTogether(betterOfEachSetting(), secondsOfFirst);
            }
            return result();
        }

        private void attemptTogether(final Map<Setting, Alternative> better, final double secondsOfFirst) {
            if (better.containsKey(Setting.NETWORK)) {
                // It comes with layers of its own.
                better.remove(Setting.LAYERS);
            }
            Choice all = first;
            for (final Alternative alternative : better.values()) {
                all = alternative.change().apply(all);
            }
            if (better.size() > 1 && !choices.contains(all)) {
                attempt(
                        better.values().stream().map(Alternative::name).collect(Collectors.joining(", ")),
                        all,
                        secondsOfFirst);
            }
        }

        /** Makes a trial if there is time for it. */
        private void attempt(final String name, final Choice choice, final double secondsOfFirst) {
            progress.report("tuning", trials.size(), alternatives.size() + 1L);
            try {
                if (seconds() + secondsOfFirst * cost(choice) > limit.toNanos() / NANOS) {
                    addFailed(name, choice, "There was no time for it.");
                } else {
                    add(name, choice, fit.scores(choice, pictures, progress.muted()));
                }
            } catch (final BlemishException | IllegalArgumentException e) {
                addFailed(name, choice, String.valueOf(e.getMessage()));
            }
        }

        /** How much longer than the first choice a choice will take, by the pixels that its network sees. */
        private double cost(final Choice choice) {
            return pixels(choice) / pixels(first);
        }

        private double pixels(final Choice choice) {
            final int size = choice.preprocessing().size();
            final double inputs = choice.preprocessing().tiling().isPresent()
                    ? choice.preprocessing().tiles(pictures.size()).count()
                    : 1;
            return inputs * size * size;
        }

        private void add(final String name, final Choice choice, final TrialScores found) {
            final TrialScores ofFirst = scores.isEmpty() ? found : scores.get(0).orElseThrow();
            trials.add(new Trial(
                    name, Optional.of(found.beside(ofFirst, !pictures.given().isEmpty())), Optional.empty()));
            choices.add(choice);
            scores.add(Optional.of(found));
        }

        private void addFailed(final String name, final Choice choice, final String reason) {
            choices.add(choice);
            scores.add(Optional.empty());
            trials.add(new Trial(name, Optional.empty(), Optional.of(reason)));
        }

        /** The best alternative of each setting that is better than the first choice. */
        private Map<Setting, Alternative> betterOfEachSetting() {
            final Map<Setting, Alternative> better = new EnumMap<>(Setting.class);
            final Map<Setting, Double> aurocs = new EnumMap<>(Setting.class);
            for (int i = 0; i < alternatives.size(); i++) {
                final Alternative one = alternatives.get(i);
                final double auroc = auroc(i + 1);
                if (clearlyBetter(i + 1) && auroc > aurocs.getOrDefault(one.setting(), 0.0)) {
                    better.put(one.setting(), one);
                    aurocs.put(one.setting(), auroc);
                }
            }
            return better;
        }

        private boolean clearlyBetter(final int trial) {
            return trials.get(trial).result().map(result -> result.low() > 0).orElse(false);
        }

        private double auroc(final int trial) {
            return trials.get(trial).result().map(TuningRecord.Result::auroc).orElse(0.0);
        }

        private Result result() {
            final Optional<TuningRecord.Check> check = pictures.given().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CrossCheck(scores, pictures.defectCount()).check());
            final int chosen = check.map(checked -> checked.choosing() - checked.first() > GAIN ? highest(false) : 0)
                    .orElseGet(() -> highest(true));
            return new Result(
                    choices.get(chosen),
                    new TuningRecord(
                            check.isPresent() ? Evidence.GIVEN_DEFECTS : Evidence.MADE_DEFECTS,
                            pictures.goodCount(),
                            pictures.defectCount(),
                            seconds(),
                            trials,
                            chosen,
                            check));
        }

        /** The trial of the highest AUROC, of all or of those that are clearly better than the first. */
        private int highest(final boolean clearly) {
            int highest = 0;
            for (int i = 1; i < trials.size(); i++) {
                if (auroc(i) > auroc(highest) && (!clearly || clearlyBetter(i))) {
                    highest = i;
                }
            }
            return highest;
        }

        private double seconds() {
            return (System.nanoTime() - begun) / NANOS;
        }
    }
}
