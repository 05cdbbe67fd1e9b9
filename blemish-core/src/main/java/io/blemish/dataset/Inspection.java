package io.blemish.dataset;

import io.blemish.InputException;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a look at every file of a data set found, before hours are spent on it.
 *
 * @param dataset the set
 * @param counts how many pictures of each kind there are, in the set's order
 * @param sizes how many pictures there are of each size, {@code WIDTHxHEIGHT}
 * @param published how the numbers compare with those that the set's authors publish; empty for a set that is not known
 * @param problems what its user should see to, each a sentence
 */
public record Inspection(
        Dataset dataset,
        List<Count> counts,
        SortedMap<String, Integer> sizes,
        Optional<String> published,
        List<String> problems) {
    /** Copies the lists and the map. */
    public Inspection {
        counts = List.copyOf(counts);
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        problems = List.copyOf(problems);
    }

    /**
     * Pictures of one kind.
     *
     * @param split to fit on or to test
     * @param label good or not
     * @param kind the set's name for it
     * @param pictures how many
     * @param masked how many of them have a mask
     */
    public record Count(Split split, Label label, String kind, int pictures, int masked) {}

    /**
     * Looks at every file.
     *
     * @param probe opens pictures and masks
     * @param workers threads to look on
     * @param progress hears of every sample
     */
    public static Inspection of(
            final Dataset dataset, final Probe probe, final Workers workers, final Progress progress) {
        final Look look = new Look(dataset.samples().size(), progress);
        workers.forEach(
                dataset.samples().size(), k -> look.at(k, dataset.samples().get(k), probe));
        final List<String> problems = new ArrayList<>(dataset.warnings());
        problems.addAll(look.problems());
        problems.addAll(Twins.in(dataset, workers));
        problems.addAll(gaps(dataset));
        return new Inspection(dataset, counts(dataset), look.sizes(), PublishedCounts.compare(dataset), problems);
    }

    private static List<Count> counts(final Dataset dataset) {
        final Map<Count, int[]> counts = new LinkedHashMap<>();
        for (final var sample : dataset.samples()) {
            final Count key = new Count(sample.split(), sample.label(), sample.kind(), 0, 0);
            final int[] count = counts.computeIfAbsent(key, k -> new int[2]);
            count[0]++;
            count[1] += sample.mask() instanceof Mask.None || sample.mask() instanceof Mask.Unknown ? 0 : 1;
        }
        return counts.entrySet().stream()
                .map(entry -> new Count(
                        entry.getKey().split(),
                        entry.getKey().label(),
                        entry.getKey().kind(),
                        entry.getValue()[0],
                        entry.getValue()[1]))
                .toList();
    }

    /** Whether the set has good pictures only. A model can be fitted to such a set, but not evaluated on it. */
    public boolean isGoodAlone() {
        return isGoodAlone(dataset);
    }

    private static boolean isGoodAlone(final Dataset dataset) {
        return dataset.samples().stream().allMatch(sample -> sample.label() == Label.NORMAL);
    }

    private static List<String> gaps(final Dataset dataset) {
        final List<String> gaps = new ArrayList<>();
        if (isGoodAlone(dataset)) {
            return gaps;
        }
        for (final var label : Label.values()) {
            if (dataset.test().stream().noneMatch(sample -> sample.label() == label)) {
                gaps.add("There is no " + (label == Label.NORMAL ? "good" : "defective")
                        + " picture to test, so the figures that compare good and defective ones cannot be computed.");
            }
        }
        return gaps;
    }

    /** What was seen of each sample, from whichever thread. */
    private static final class Look {
        private final List<Optional<String>> problems;
        private final SortedMap<String, Integer> sizes = new TreeMap<>();
        private final Progress progress;
        private int done;

        Look(final int samples, final Progress progress) {
            this.problems = new ArrayList<>(Collections.nCopies(samples, Optional.empty()));
            this.progress = progress;
        }

        void at(final int index, final Sample sample, final Probe probe) {
            Optional<Probe.Seen> seen = Optional.empty();
            Optional<String> problem = Optional.empty();
            try {
                final Probe.Seen open = probe.look(sample);
                seen = Optional.of(open);
                if (sample.label() == Label.ANOMALOUS && open.defect().orElse(1) == 0) {
                    problem = Optional.of("The mask of " + sample.id() + " is empty, though the picture is not good.");
                }
            } catch (final InputException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
            }
            note(index, seen, problem);
        }

        private synchronized void note(
                final int index, final Optional<Probe.Seen> seen, final Optional<String> problem) {
            problems.set(index, problem);
            seen.ifPresent(open -> sizes.merge(open.width() + "x" + open.height(), 1, Integer::sum));
            done++;
            progress.report("looking at pictures", done, problems.size());
        }

        synchronized List<String> problems() {
            return problems.stream().flatMap(Optional::stream).toList();
        }

        synchronized SortedMap<String, Integer> sizes() {
            return sizes;
        }
    }
}
