package io.blemish.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.DatasetException;
import io.blemish.backbone.Backbone;
import io.blemish.backbone.BackboneGraph;
import io.blemish.backbone.FeatureExtractor;
import io.blemish.backbone.FeatureSource;
import io.blemish.embedding.PatchEmbedder;
import io.blemish.image.Picture;
import io.blemish.image.Preprocessing;
import io.blemish.image.RgbImage;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedded network on small pictures of noise. */
class TrainingPatchesTest {
    private static final ModelOptions OPTIONS =
            ModelOptions.builder().preprocessing(Preprocessing.squash(64)).build();

    private static FeatureExtractor extractor;

    @BeforeAll
    static void load() {
        extractor = new FeatureExtractor(
                OPTIONS.preprocessing(),
                Backbone.load(BackboneGraph.embedded(), OPTIONS.detector().defaultLayers(), 1));
    }

    @AfterAll
    static void close() {
        extractor.close();
    }

    @Test
    void picturesThatCannotBeReadLeaveNoGap() {
        final List<Picture> pictures = List.of(broken("a"), noise("b", 1), broken("c"), noise("d", 2), noise("e", 3));
        try (Workers workers = new Workers(2);
                TrainingPatches patches = embed(pictures, workers)) {
            assertThat(patches.pictures()).extracting(Picture::name).containsExactly("b", "d", "e");
            assertThat(patches.failures())
                    .hasSize(2)
                    .allMatch(reason -> reason.startsWith("a ") || reason.startsWith("c "));
            assertThat(patches.patches()).isEqualTo(3 * 8 * 8);
            for (int slot = 0; slot < 3; slot++) {
                final PatchEmbedder embedder =
                        patches.networks().get(0).trainer().embedder();
                final List<Picture> one = List.of(patches.pictures().get(slot));
                assertThat(patches.networks().get(0).store().picture(slot).values())
                        .isEqualTo(embedder.embed(source().features(one)
                                        .get(0)
                                        .orElseThrow()
                                        .network(0))
                                .values());
            }
        }
    }

    @Test
    void everyPictureIsReportedOnceWhetherItCanBeReadOrNot() {
        final List<Long> done = new ArrayList<>();
        try (Workers workers = new Workers(2);
                TrainingPatches patches = TrainingPatches.embed(
                        List.of(broken("a"), noise("b", 1), noise("c", 2), broken("d")),
                        source(),
                        OPTIONS.preprocessing(),
                        Optional.empty(),
                        maps -> OPTIONS.detector().trainer(maps, OPTIONS.seed()),
                        workers,
                        (stage, count, total) -> {
                            assertThat(stage).isEqualTo("embedding");
                            assertThat(total).isEqualTo(4);
                            done.add(count);
                        })) {
            assertThat(patches.pictures()).hasSize(2);
        }
        assertThat(done).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void noReadablePictureIsRefusedWithTheFirstReason() {
        try (Workers workers = new Workers(1)) {
            assertThatThrownBy(() -> embed(List.of(broken("first"), broken("second")), workers))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("None of the training pictures can be read. first ");
        }
    }

    private static TrainingPatches embed(final List<Picture> pictures, final Workers workers) {
        return TrainingPatches.embed(
                pictures,
                source(),
                OPTIONS.preprocessing(),
                Optional.empty(),
                maps -> OPTIONS.detector().trainer(maps, OPTIONS.seed()),
                workers,
                Progress.SILENT);
    }

    private static FeatureSource source() {
        return FeatureSource.reading(extractor, 1);
    }

    private static Picture noise(final String name, final long seed) {
        final byte[] rgb = new byte[70 * 50 * 3];
        new Random(seed).nextBytes(rgb);
        return Picture.of(name, new RgbImage(70, 50, rgb));
    }

    private static Picture broken(final String name) {
        return Picture.of(name, new byte[] {1, 2, 3});
    }
}
