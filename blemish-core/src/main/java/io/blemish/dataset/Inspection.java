package io.blemish.dataset;

import io.blemish.BlemishException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.Size;
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
 * The result of opening every picture and mask of a data set, before hours are spent on a fit.
 *
 * @param dataset the data set
 * @param counts the number of pictures of each kind, in the data set's order
 * @param sizes the number of pictures of each size, {@code WIDTHxHEIGHT}
 * @param published a sentence that compares the numbers with those that the data set's authors publish; empty if the
 *     data set is not known
 * @param problems sentences about what is wrong
 */
public record Inspection(
        Dataset dataset,
        List<Count> counts,
        SortedMap<String, Integer> sizes,
        Optional<String> published,
        List<String> problems) {
    /**
     * Copies the lists and the map.
     *
     * @param dataset the data set
     * @param counts number of pictures of each kind, in the data set's order; copied
     * @param sizes number of pictures of each size, by {@code WIDTHxHEIGHT}; copied
     * @param published sentence that compares the numbers with those that the data set's authors publish; empty if the data
     *     set is not known
     * @param problems sentences about what is wrong; copied
     */
    public Inspection {
        counts = List.copyOf(counts);
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        problems = List.copyOf(problems);
    }

    /**
     * The number of pictures of one kind.
     *
     * @param split whether they are to fit on or to test
     * @param label whether they are good
     * @param kind the data set's name for the kind
     * @param pictures the number of pictures
     * @param masked the number of pictures that have a mask
     */
    public record Count(Split split, Label label, String kind, int pictures, int masked) {}

    /**
     * Decodes every picture and every mask, as a fit or an evaluation does.
     *
     * @param dataset the data set
     * @param workers the threads to decode on
     * @param progress is told of every sample
     * @return the numbers of pictures and all problems found; a picture that cannot be decoded is one of these
     */
    public static Inspection of(final Dataset dataset, final Workers workers, final Progress progress) {
        final Findings findings = new Findings(dataset.samples().size(), progress);
        workers.forEach(
                dataset.samples().size(),
                k -> findings.inspect(k, dataset.samples().get(k)));
        final List<String> problems = new ArrayList<>(dataset.warnings());
        problems.addAll(findings.problems());
        problems.addAll(Duplicates.in(dataset, workers));
        problems.addAll(gaps(dataset));
        return new Inspection(dataset, counts(dataset), findings.sizes(), PublishedCounts.compare(dataset), problems);
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

    /** {@return whether the set has good pictures only} A model can be fitted to such a set, but not evaluated on it. */
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

    /** Collects problems and sizes from many threads. */
    private static final class Findings {
        private final ImageDecoder decoder = new ImageDecoder();
        private final MaskDecoder masks = new MaskDecoder(decoder);
        private final List<Optional<String>> problems;
        private final SortedMap<String, Integer> sizes = new TreeMap<>();
        private final Progress progress;
        private int done;

        Findings(final int samples, final Progress progress) {
            this.problems = new ArrayList<>(Collections.nCopies(samples, Optional.empty()));
            this.progress = progress;
        }

        void inspect(final int index, final Sample sample) {
            Optional<Size> size = Optional.empty();
            Optional<String> problem = Optional.empty();
            try {
                final Size decoded = decoder.decode(sample.toPicture()).size();
                if (isMaskEmpty(sample, decoded) && sample.label() == Label.ANOMALOUS) {
                    problem = Optional.of("The mask of " + sample.id() + " is empty, though the picture is not good.");
                }
                size = Optional.of(decoded);
            } catch (final BlemishException e) {
                problem = Optional.of(String.valueOf(e.getMessage()));
            }
            note(index, size, problem);
        }

        private boolean isMaskEmpty(final Sample sample, final Size size) {
            return masks.decode(sample.mask(), sample.picture(), size)
                    .filter(mask -> mask.count() == 0)
                    .isPresent();
        }

        private synchronized void note(final int index, final Optional<Size> size, final Optional<String> problem) {
            problems.set(index, problem);
            size.ifPresent(decoded -> sizes.merge(decoded.toString(), 1, Integer::sum));
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
