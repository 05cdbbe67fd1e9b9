package io.blemish.comparison;

import io.blemish.InputException;
import io.blemish.model.FitOptions;
import io.blemish.model.Method;
import io.blemish.search.SearchMethod;
import io.blemish.search.SearchMethods;
import io.blemish.search.exact.ExactMethod;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A method with what sets it apart from others of its kind.
 *
 * @param name as the user wrote it, in lower case
 * @param method the detector
 * @param coreset PatchCore's: the share of patches that its memory bank keeps
 * @param search PatchCore's: how the nearest of them are found
 */
public record Contender(String name, Method method, double coreset, SearchMethod search) {
    /** What the paper compares. */
    public static final List<String> USUAL = List.of(
            "patchcore@100%",
            "patchcore@10%", "patchcore@1%", "patchcore@100%+ivfpq", "patchcore@1%+ivfpq", "spade", "padim");

    private static final Pattern PATCHCORE = Pattern.compile("patchcore(?:@([0-9]*\\.?[0-9]+)%)?(?:\\+(ivfpq|hnsw))?");

    private static final SearchMethod EXACT = new ExactMethod();

    /**
     * Reads a name: {@code patchcore@1%}, {@code patchcore@100%+ivfpq}, {@code padim} or {@code spade}.
     *
     * @throws InputException where it names nothing that there is; the sentence says what there is
     */
    public static Contender parse(final String text) {
        final String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.equals("padim")) {
            return new Contender(name, new Method.Padim(), FitOptions.DEFAULT_CORESET, EXACT);
        }
        if (name.equals("spade")) {
            return new Contender(name, new Method.Spade(), FitOptions.DEFAULT_CORESET, EXACT);
        }
        final Matcher matcher = PATCHCORE.matcher(name);
        if (!matcher.matches()) {
            throw new InputException("There is no method '" + text
                    + "'. Name patchcore with the share of patches that it keeps, such as patchcore@10%, with +ivfpq or"
                    + " +hnsw behind it for approximate search, or padim or spade.");
        }
        return new Contender(name, new Method.PatchCore(), share(matcher, text), search(matcher.group(2)));
    }

    private static SearchMethod search(final @Nullable String name) {
        if (name == null) {
            return EXACT;
        }
        return SearchMethods.named(name).orElseThrow();
    }

    private static double share(final Matcher matcher, final String text) {
        if (matcher.group(1) == null) {
            return FitOptions.DEFAULT_CORESET;
        }
        final double share = Double.parseDouble(matcher.group(1)) / 100;
        if (!(share > 0 && share <= 1)) {
            throw new InputException("The share in '" + text + "' must be above 0% and at most 100%.");
        }
        return share;
    }

    /** How to fit it: the options given, with this method. */
    FitOptions options(final FitOptions common) {
        return common.withMethod(method).withCoreset(coreset).withSearch(search);
    }
}
