package io.blemish.detector.anomalydino;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.blemish.embedding.Patches;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the part from the background, picture by picture, by the first principal component of the picture's patches (Damm et al.,
 * "AnomalyDINO", section 3.3). The part is on the side of the component that covers more of the picture's middle than of what
 * is around it; small holes are filled and the edge is moved outwards by one patch. If no patch is on that side, all are the part's.
 *
 * <p>The authors ask for a component above 10, which suits the features of DINOv2. For other networks the limit is found: the one
 * that leaves the least variance within both sides (Otsu, "A threshold selection method from gray-level histograms", 1979).
 *
 * @param limit that the component of a patch of the part exceeds, at least 0; empty if it is found for each picture
 */
public record Foreground(Optional<Double> limit) {
    /** With a limit that is found for each picture. */
    public static final Foreground AUTO = new Foreground(Optional.empty());

    private static final String AUTO_WORD = "auto";

    /** How much of each side of the picture is not its middle, as in the authors' program. */
    private static final double BORDER = 0.2;

    /**
     * Checks the range.
     *
     * @param limit that the component of a patch of the part exceeds, at least 0, if there is one
     */
    public Foreground {
        limit.ifPresent(value -> {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw unknown(value.toString(), null);
            }
        });
    }

    /**
     * {@return what a word names: {@code auto}, or a limit}
     *
     * @param word as on the command line
     * @throws IllegalArgumentException if it is neither
     */
    @JsonCreator
    public static Foreground of(final String word) {
        if (word.equals(AUTO_WORD)) {
            return AUTO;
        }
        final double limit;
        try {
            limit = Double.parseDouble(word);
        } catch (final NumberFormatException e) {
            throw unknown(word, e);
        }
        return new Foreground(Optional.of(limit));
    }

    private static IllegalArgumentException unknown(final String word, final @Nullable Exception cause) {
        return new IllegalArgumentException(
                "the foreground must be auto, or a number of at least 0, not " + word, cause);
    }

    /** {@return the word that names it, as {@link #of} takes it} */
    @JsonValue
    public String word() {
        return limit.map(String::valueOf).orElse(AUTO_WORD);
    }

    /**
     * {@return which patches of a picture show the part, {@code [height, width]}; never none}
     *
     * @param patches of the picture, as the network gives them
     */
    public boolean[] part(final Patches patches) {
        final double[] component = FirstComponent.of(patches);
        final double[] turned = Arrays.stream(component).map(value -> -value).toArray();
        final double found = limit.isPresent() ? 0 : FirstComponent.split(component);
        final boolean[] high = above(component, limit.orElse(found));
        final boolean[] low = above(turned, limit.orElse(-found));
        final PatchShape shape = new PatchShape(patches.height(), patches.width());
        final boolean[] part = shape.centrality(high, BORDER) >= shape.centrality(low, BORDER) ? high : low;
        if (none(part)) {
            Arrays.fill(part, true);
            return part;
        }
        return shape.closed(shape.dilated(part));
    }

    private static boolean[] above(final double[] component, final double limit) {
        final boolean[] above = new boolean[component.length];
        for (int i = 0; i < above.length; i++) {
            above[i] = component[i] > limit;
        }
        return above;
    }

    private static boolean none(final boolean[] part) {
        for (final boolean own : part) {
            if (own) {
                return false;
            }
        }
        return true;
    }
}
