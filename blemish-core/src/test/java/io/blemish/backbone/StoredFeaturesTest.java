package io.blemish.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.PictureException;
import io.blemish.image.Appearance;
import io.blemish.image.Picture;
import io.blemish.image.RgbImage;
import io.blemish.image.Size;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was stored is what is read, whatever the picture's size and the layers wanted. */
class StoredFeaturesTest {
    private static final List<Picture> PICTURES = IntStream.range(0, 20)
            .mapToObj(i -> Picture.of(i + ".png", new RgbImage(1, 1, new byte[3])))
            .toList();

    private static PictureFeatures features(final Picture picture) {
        final int number = PICTURES.indexOf(picture);
        final Random random = new Random(number);
        return new PictureFeatures(
                new Size(10 + number, 20),
                new Appearance(number, 1, 1, 0, new float[] {number}, new float[] {1}),
                List.of(List.of(map(random, 2, 4, 4 + number), map(random, 3, 2, 2 + number), map(random, 5, 1, 1))));
    }

    private static FeatureSource each(final Function<Picture, Extraction> extraction) {
        return pictures -> pictures.stream().map(extraction).toList();
    }

    private static PictureFeatures one(final FeatureSource source, final Picture picture) {
        return source.features(List.of(picture)).get(0).orElseThrow();
    }

    private static FeatureMap map(final Random random, final int channels, final int height, final int width) {
        final float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        return new FeatureMap(channels, height, width, values);
    }

    @Test
    void givesTheLayersThatAreWantedInTheirOrder() {
        final Map<String, Integer> asked = new ConcurrentHashMap<>();
        try (StoredFeatures stored = StoredFeatures.create(List.of("a", "b", "c"));
                Workers workers = new Workers(3)) {
            stored.add(
                    PICTURES,
                    each(picture -> {
                        asked.merge(picture.name(), 1, Integer::sum);
                        return new Extraction.Done(features(picture));
                    }),
                    workers,
                    Progress.SILENT);
            final FeatureSource some = stored.of(List.of("c", "a"));
            for (final Picture picture : PICTURES) {
                final PictureFeatures expected = features(picture);
                final PictureFeatures read = one(some, picture);
                assertThat(read.size()).isEqualTo(expected.size());
                assertThat(read.network(0))
                        .usingRecursiveComparison()
                        .isEqualTo(List.of(
                                expected.network(0).get(2), expected.network(0).get(0)));
            }
        }
        assertThat(asked.values())
                .as("each picture goes through the network once")
                .containsOnly(1);
    }

    @Test
    void aPictureThatCouldNotBeReadIsSaidEachTime() {
        try (StoredFeatures stored = StoredFeatures.create(List.of("a", "b", "c"));
                Workers workers = new Workers(2)) {
            stored.add(
                    PICTURES,
                    each(picture -> picture.name().equals("3.png")
                            ? new Extraction.Failed(
                                    new PictureException(ErrorCode.PICTURE_UNREADABLE, "3.png is damaged."))
                            : new Extraction.Done(features(picture))),
                    workers,
                    Progress.SILENT);
            final FeatureSource all = stored.of(List.of("a", "b", "c"));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> one(all, PICTURES.get(3)))
                        .isInstanceOf(BlemishException.class)
                        .hasMessage("3.png is damaged.");
            }
            assertThat(one(all, PICTURES.get(4)).network(0)).hasSize(3);
        }
    }

    @Test
    void aLayerThatIsNotStoredIsRefused() {
        try (StoredFeatures stored = StoredFeatures.create(List.of("a"))) {
            assertThatThrownBy(() -> stored.of(List.of("b"))).hasMessageContaining("b");
        }
    }
}
