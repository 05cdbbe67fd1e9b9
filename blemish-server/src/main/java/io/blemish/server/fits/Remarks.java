package io.blemish.server.fits;

import io.blemish.prediction.OuterFences;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Compares the pictures of a fit with one another, and remarks those that are not like the others. */
public final class Remarks {
    /** Quartiles of fewer values say little. */
    private static final int FEWEST_COMPARED = 8;

    private final Map<String, String> firstOfHash = new HashMap<>();
    private final List<Integer> usualSize;
    private final boolean usuallyColoured;
    private final OuterFences brightness;
    private final OuterFences sharpness;

    /**
     * Compares pictures.
     *
     * @param pictures of one fit, by name
     */
    public Remarks(final List<FitPicture> pictures) {
        pictures.forEach(picture -> firstOfHash.putIfAbsent(picture.sha256(), picture.id()));
        usualSize = mostFrequent(pictures, Remarks::size, List.of());
        usuallyColoured = mostFrequent(pictures, FitPicture::coloured, false);
        brightness = fences(pictures, FitPicture::brightness);
        sharpness = fences(pictures, FitPicture::sharpness);
    }

    private static List<Integer> size(final FitPicture picture) {
        return List.of(picture.width(), picture.height());
    }

    private static <T> T mostFrequent(
            final List<FitPicture> pictures, final Function<FitPicture, T> property, final T otherwise) {
        return pictures.stream().collect(Collectors.groupingBy(property, Collectors.counting())).entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(otherwise);
    }

    private static OuterFences fences(final List<FitPicture> pictures, final ToDoubleFunction<FitPicture> property) {
        if (pictures.size() < FEWEST_COMPARED) {
            return new OuterFences(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        final double[] ascending =
                pictures.stream().mapToDouble(property).sorted().toArray();
        final float[] values = new float[ascending.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ascending[i];
        }
        return OuterFences.of(values);
    }

    /** What is to be remarked on a picture; nothing if it is like the others. */
    public Set<Remark> on(final FitPicture picture) {
        final Set<Remark> remarks = EnumSet.noneOf(Remark.class);
        add(remarks, Remark.TWIN, !picture.id().equals(firstOfHash.get(picture.sha256())));
        add(remarks, Remark.OTHER_SIZE, !size(picture).equals(usualSize));
        add(remarks, Remark.OTHER_COLOUR, picture.coloured() != usuallyColoured);
        add(remarks, Remark.BLURRED, picture.sharpness() < sharpness.low());
        add(remarks, Remark.DARK, picture.brightness() < brightness.low());
        add(remarks, Remark.BRIGHT, picture.brightness() > brightness.high());
        return remarks;
    }

    private static void add(final Set<Remark> remarks, final Remark remark, final boolean applies) {
        if (applies) {
            remarks.add(remark);
        }
    }
}
