package io.blemish.alignment;

import io.blemish.BlemishException;
import io.blemish.DatasetException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.array.Quantile;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Learns from pictures of good parts how well a picture must fit the template.
 *
 * <p>The limit is a fence of Tukey's ("Exploratory Data Analysis", 1977): three times the distance of the quartiles below the lower
 * one, and not so near to it that a part with a defect would be refused.
 */
public final class AlignmentTrainer {
    /** Pictures of other parts reach up to this correlation with a template, each in the pose in which it is highest. */
    private static final double LOWEST = 0.4;

    private static final double QUARTER = 0.25;
    private static final double FENCE = 3;

    /** The lower quartile is multiplied by this, for a defect takes away from the correlation. */
    private static final double ROOM_FOR_DEFECTS = 0.7;

    /** A template that more pictures do not fit than this share is not one of these parts. */
    private static final double MOST_ODD = 0.1;

    private final Optional<Picture> given;
    private final Workers workers;

    /**
     * Prepares the learning.
     *
     * @param template the picture to whose pose others are brought; the first one if there is none
     * @param workers take a picture each
     */
    public AlignmentTrainer(final Optional<Picture> template, final Workers workers) {
        this.given = template;
        this.workers = workers;
    }

    /**
     * Learns the limit. A picture below it is left out later, by {@link Alignment#align}.
     *
     * @param good pictures of good parts; one that cannot be read counts for nothing
     * @param progress hears of the stage {@code poses}
     * @return the template with the limit and the poses of the pictures that fit
     * @throws BlemishException if the template or all pictures cannot be read, or if more than a tenth of the pictures and more than
     *     one do not fit it
     */
    public Alignment learn(final List<Picture> good, final Progress progress) {
        final Picture picture = given.orElseGet(() -> firstReadable(good));
        final Template template = template(picture);
        final FoundPose[] found = new FoundPose[good.size()];
        final AtomicInteger done = new AtomicInteger();
        workers.forEach(found.length, i -> {
            found[i] = find(template, good.get(i));
            synchronized (done) {
                progress.report("poses", done.incrementAndGet(), found.length);
            }
        });
        final int[] read = IntStream.range(0, found.length)
                // The template fits itself, which says nothing of others.
                .filter(i -> Double.isFinite(found[i].correlation()) && good.get(i) != picture)
                .toArray();
        final double limit = limit(Arrays.stream(read)
                .mapToDouble(i -> found[i].correlation())
                .sorted()
                .toArray());
        final int[] odd =
                Arrays.stream(read).filter(i -> found[i].correlation() < limit).toArray();
        if (odd.length > Math.max(1, MOST_ODD * read.length)) {
            throw tooMany(picture, good, found, odd, limit);
        }
        final List<Pose> poses = IntStream.range(0, found.length)
                .filter(i -> found[i].correlation() >= limit)
                .mapToObj(i -> found[i].pose())
                .toList();
        return new Alignment(
                template,
                new AlignmentDescription(
                        picture.name(),
                        template.size(),
                        limit,
                        PoseRange.of(poses.isEmpty() ? List.of(Pose.IDENTITY) : poses)));
    }

    private static Template template(final Picture picture) {
        final RgbImage image = picture.decode();
        try {
            return Template.of(image);
        } catch (final PictureException e) {
            throw new PictureException(
                    e.code(), "Picture " + picture.name() + " cannot be the template. " + e.getMessage(), e);
        }
    }

    private static Picture firstReadable(final List<Picture> good) {
        for (final Picture picture : good) {
            try {
                picture.decode();
                return picture;
            } catch (final BlemishException e) {
                // It is named when the pictures are learned from.
            }
        }
        throw new DatasetException(
                ErrorCode.DATA_SET_TOO_SMALL,
                "None of the training pictures can be read, so none can be the template.");
    }

    private static FoundPose find(final Template template, final Picture picture) {
        final RgbImage image;
        try {
            image = picture.decode();
        } catch (final BlemishException e) {
            return new FoundPose(Pose.IDENTITY, Double.NaN);
        }
        return template.hasProportionsOf(image.size()) ? template.find(image) : new FoundPose(Pose.IDENTITY, 0);
    }

    private static double limit(final double[] ascending) {
        if (ascending.length == 0) {
            return LOWEST;
        }
        final double lower = Quantile.of(ascending, QUARTER);
        final double fence = lower - FENCE * (Quantile.of(ascending, 1 - QUARTER) - lower);
        return Math.max(LOWEST, Math.min(fence, ROOM_FOR_DEFECTS * lower));
    }

    private static DatasetException tooMany(
            final Picture template,
            final List<Picture> good,
            final FoundPose[] found,
            final int[] odd,
            final double limit) {
        final int worst = Arrays.stream(odd)
                .boxed()
                .min(Comparator.comparingDouble(i -> found[i].correlation()))
                .orElseThrow();
        return new DatasetException(
                ErrorCode.PICTURE_NOT_ALIGNED,
                String.format(
                        Locale.ROOT,
                        "%d of %d good pictures do not fit template %s in any pose, such as %s, whose correlation with it is"
                                + " %.2f where at least %.2f is needed. Take another template, or leave these pictures out;"
                                + " if parts do not look alike, fit without alignment.",
                        odd.length,
                        good.size(),
                        template.name(),
                        good.get(worst).name(),
                        found[worst].correlation(),
                        limit));
    }
}
