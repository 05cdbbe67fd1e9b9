package io.blemish.comparison;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.OptionException;
import io.blemish.detector.DetectorOptions;
import io.blemish.detector.Detectors;
import io.blemish.detector.patchcore.PatchCoreOptions;
import io.blemish.detector.views.ViewsOptions;
import io.blemish.search.SearchMethod;
import io.blemish.search.SearchMethods;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A method that takes part in a comparison.
 *
 * @param name as the user wrote it, in lower case
 * @param detector its detector's options
 */
public record ComparedMethod(String name, DetectorOptions detector) {
    /** The default method, and those that the paper compares. */
    public static final List<String> USUAL = List.of(
            "views",
            "patchcore@100%",
            "patchcore@10%",
            "patchcore@1%",
            "patchcore@100%+ivfpq",
            "patchcore@1%+ivfpq",
            "spade",
            "padim");

    private static final Pattern WITH_BANK =
            Pattern.compile("(views|patchcore)(?:@([0-9]*\\.?[0-9]+)%)?(?:\\+([a-z0-9]+))?");

    /**
     * Reads a name: {@code patchcore@1%}, {@code patchcore@100%+ivfpq}, or a detector's type alone.
     *
     * @param text the name as the user wrote it, in lower or upper case; spaces around it do not matter
     * @return the method, with the options of its detector
     * @throws BlemishException if there is no such method; the sentence names those that there are
     */
    public static ComparedMethod parse(final String text) {
        final String name = text.strip().toLowerCase(Locale.ROOT);
        final Matcher matcher = WITH_BANK.matcher(name);
        if (matcher.matches()) {
            return new ComparedMethod(name, withBank(matcher, text));
        }
        return Detectors.defaults(name)
                .map(detector -> new ComparedMethod(name, detector))
                .orElseThrow(() -> unknown(text));
    }

    private static OptionException unknown(final String text) {
        return new OptionException(
                ErrorCode.OPTION_INVALID,
                "There is no method '" + text
                        + "'. Name views or patchcore with the share of patches that it keeps, such as patchcore@10%, with +ivfpq or"
                        + " +hnsw behind it for approximate search, or " + others() + ".");
    }

    private static String others() {
        return Detectors.all().stream()
                .map(DetectorOptions::type)
                .filter(type -> !type.equals(PatchCoreOptions.TYPE) && !type.equals(ViewsOptions.TYPE))
                .collect(Collectors.joining(" or "));
    }

    private static DetectorOptions withBank(final Matcher matcher, final String text) {
        final double coreset = Optional.ofNullable(matcher.group(2))
                .map(percent -> share(percent, text))
                .orElse(PatchCoreOptions.DEFAULT_CORESET);
        final SearchMethod search = Optional.ofNullable(matcher.group(3))
                .map(name -> search(name, text))
                .orElse(PatchCoreOptions.DEFAULT.search());
        return matcher.group(1).equals(ViewsOptions.TYPE)
                ? new ViewsOptions(coreset, ViewsOptions.DEFAULT.patchSize(), search)
                : PatchCoreOptions.builder().coreset(coreset).search(search).build();
    }

    private static SearchMethod search(final String name, final String text) {
        return SearchMethods.named(name).orElseThrow(() -> unknown(text));
    }

    private static double share(final String percent, final String text) {
        final double share = Double.parseDouble(percent) / 100;
        if (!(share > 0 && share <= 1)) {
            throw new OptionException(
                    ErrorCode.OPTION_INVALID, "The share in '" + text + "' must be above 0% and at most 100%.");
        }
        return share;
    }
}
