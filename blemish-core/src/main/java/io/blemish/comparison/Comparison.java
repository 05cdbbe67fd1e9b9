package io.blemish.comparison;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.artifact.AtomicFile;
import io.blemish.artifact.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Several methods on one data set. Memory is what garbage collections leave on the Java heap, and direct buffers; the
 * network's own and mapped files do not count.
 *
 * @param dataset its name
 * @param train good pictures that each method was fitted on
 * @param good test pictures without defect
 * @param defective test pictures with one
 * @param threads that worked on one picture when times were taken
 * @param software and its version
 * @param results network by network, and for each in the order in which the methods were named
 */
public record Comparison(
        String dataset, int train, long good, long defective, int threads, String software, List<Result> results) {
    /** Differences of the image AUROC below this are not worth waiting for. */
    public static final double NEAR = 0.005;

    /**
     * Copies the list.
     *
     * @param dataset the data set's name
     * @param train number of good pictures that each method was fitted on
     * @param good number of test pictures without defect
     * @param defective number of test pictures with one
     * @param threads number of threads that worked on one picture when times were taken
     * @param software name and version of the software
     * @param results the results, network by network; copied
     */
    public Comparison {
        results = List.copyOf(results);
    }

    /** {@return one or two sentences that sum the figures up, and say which methods tie} */
    public String sentence() {
        return summary() + ties();
    }

    /** Which methods are not told from the most accurate one: their 95% intervals hold its AUROC. */
    private String ties() {
        final Optional<Result> best = best();
        final List<String> tied = best.isEmpty()
                ? List.of()
                : results.stream()
                        .filter(result -> !result.equals(best.get()) && high(result) >= auroc(best.get()))
                        .map(this::label)
                        .toList();
        return tied.isEmpty() ? "" : " " + tie(label(best.orElseThrow()), list(tied));
    }

    /** The sentence for what these pictures cannot tell apart. */
    static String tie(final String best, final String tied) {
        return best + " ties with " + tied + " on these pictures: it takes more to tell them apart.";
    }

    private static String list(final List<String> names) {
        final String last = names.get(names.size() - 1);
        return names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
    }

    private Optional<Result> best() {
        return results.stream()
                .filter(result -> result.cost() != null && auroc(result) >= 0)
                .max(Comparator.comparingDouble(Comparison::auroc)
                        .thenComparing(
                                Comparator.comparingDouble(Comparison::millis).reversed()));
    }

    private String summary() {
        final List<Result> run = results.stream().filter(r -> r.cost() != null).toList();
        if (run.isEmpty()) {
            return "No method could be run.";
        }
        final Optional<Result> best = best();
        if (best.isEmpty()) {
            final Result fastest = fastest(run);
            return "Without good and defective test pictures there is no accuracy to compare; the fastest is "
                    + label(fastest) + " at " + time(fastest) + " a picture.";
        }
        final Result near = fastest(run.stream()
                .filter(result -> auroc(result) >= auroc(best.get()) - NEAR)
                .toList());
        if (near.equals(best.get())) {
            return String.format(
                    Locale.ROOT,
                    "%s is the most accurate, with an image AUROC of %.3f, and nothing within %s of that is faster than"
                            + " its %s a picture.",
                    label(near),
                    auroc(near),
                    NEAR,
                    time(near));
        }
        return String.format(
                Locale.ROOT,
                "%s is the most accurate, with an image AUROC of %.3f at %s a picture; the fastest within %s of that is"
                        + " %s, with %.3f at %s.",
                label(best.get()),
                auroc(best.get()),
                time(best.get()),
                NEAR,
                label(near),
                auroc(near),
                time(near));
    }

    /**
     * {@return a method's name, with the network's where there are several}
     *
     * @param result one of this comparison's results
     */
    public String label(final Result result) {
        return manyBackbones() ? result.method() + " with " + result.backbone() : result.method();
    }

    /** {@return whether the methods were run with more than one network} */
    public boolean manyBackbones() {
        return results.stream().map(Result::backbone).distinct().count() > 1;
    }

    private static Result fastest(final List<Result> some) {
        return some.stream().min(Comparator.comparingDouble(Comparison::millis)).orElseThrow();
    }

    /** Below 0 where it is not defined. */
    private static double auroc(final Result result) {
        final Result.Accuracy accuracy = result.accuracy();
        final Double auroc = accuracy == null ? null : accuracy.imageAuroc();
        return auroc == null ? -1 : auroc;
    }

    /** The upper end of the AUROC's interval; below 0 where it is not defined. */
    private static double high(final Result result) {
        final Result.Accuracy accuracy = result.accuracy();
        final Double high = accuracy == null ? null : accuracy.imageAurocHigh();
        return high == null || result.cost() == null ? -1 : high;
    }

    private static double millis(final Result result) {
        final Result.Cost cost = result.cost();
        return cost == null ? Double.POSITIVE_INFINITY : cost.pictureMillis();
    }

    private static String time(final Result result) {
        return String.format(Locale.ROOT, millis(result) < 10 ? "%.1f ms" : "%.0f ms", millis(result));
    }

    /**
     * Writes it as JSON.
     *
     * @param file replaced in one step where it exists
     */
    public void write(final Path file) {
        AtomicFile.write(file, path -> Files.write(path, Json.document(this)));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param file the JSON file
     * @return the comparison that was written
     * @throws BlemishException if it cannot be read
     */
    public static Comparison read(final Path file) {
        try {
            return Json.read(Files.readAllBytes(file), Comparison.class, file.toString());
        } catch (final IOException e) {
            throw new ResourceException(ErrorCode.FILE_UNUSABLE, file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
