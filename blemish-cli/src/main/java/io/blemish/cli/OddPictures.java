package io.blemish.cli;

import io.blemish.model.OddPicture;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Training pictures that stand out, in a sentence.
 *
 * @param pictures the highest first, at least one
 */
record OddPictures(List<OddPicture> pictures) {
    /** More pictures than these are not named one by one. */
    private static final int MOST_NAMED = 5;

    /** A sentence that the caller ends with what to do. */
    String sentence() {
        return pictures.size() + (pictures.size() == 1 ? " training picture stands" : " training pictures stand")
                + " out and may not be good: "
                + pictures.stream()
                        .limit(MOST_NAMED)
                        .map(one -> String.format(
                                Locale.ROOT, "%s (%.1f times the median score)", one.name(), one.timesMedian()))
                        .collect(Collectors.joining(", "))
                + (pictures.size() > MOST_NAMED ? " and " + (pictures.size() - MOST_NAMED) + " more" : "")
                + ". Look at "
                + (pictures.size() == 1 ? "it" : "them");
    }
}
