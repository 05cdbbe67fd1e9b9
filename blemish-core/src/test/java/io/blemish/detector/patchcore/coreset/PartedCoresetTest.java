package io.blemish.detector.patchcore.coreset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blemish.BlemishException;
import io.blemish.array.FloatMatrix;
import io.blemish.array.PointCloud;
import io.blemish.parallel.Progress;
import io.blemish.parallel.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However the points lie in parts, and whichever parts are lost, the picks are those of the definition, in their order. */
@Tag("long")
class PartedCoresetTest {
    private static final int SEEDS = 12;
    private static final Workers ONE = new Workers(1);

    @AfterAll
    static void stop() {
        ONE.close();
    }

    @ParameterizedTest
    @EnumSource(PointCloud.class)
    void picksAsTheDefinition(final PointCloud cloud) {
        for (int seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final int perBlock = 1 + random.nextInt(12);
            final int blocks = 1 + random.nextInt(60);
            final int rows = blocks * perBlock;
            final int dimension = 1 + random.nextInt(40);
            final int count = seed % 4 == 0 ? rows : 1 + random.nextInt(rows);
            final int start = random.nextInt(rows);
            final float[] points = cloud.draw(random, rows, dimension);
            final LossyParts parts = new LossyParts(
                    FloatMatrix.wrap(points, rows, dimension), perBlock, 1 + random.nextInt(6), count, random);
            assertThat(PartedCoreset.select(parts, rows, count, start, Progress.SILENT))
                    .as("%s, seed %d, %d x %d, %d picks from %d", cloud, seed, rows, dimension, count, start)
                    .isEqualTo(Arrays.stream(QuadraticCoreset.select(points, rows, dimension, count, start))
                            .asLongStream()
                            .toArray());
        }
    }

    @Test
    void pointsMayHaveNumbersThatAnIntDoesNotHold() {
        final int perBlock = 784;
        final int[] blocks = {1, 2_739_137, 2_739_138, 2_999_999};
        final Random random = new Random(4);
        final float[] values = PointCloud.GAUSSIAN.draw(random, blocks.length * perBlock, 6);
        final FloatMatrix points = FloatMatrix.wrap(values, blocks.length * perBlock, 6);
        final CoresetPart part = new CoresetPart(points, blocks, perBlock, 40, ONE);
        final long[] picks = PartedCoreset.select(
                new PartedCoreset.Parts() {
                    @Override
                    public float[] vector(final long index) {
                        return points.row((int) (index % perBlock) + 3 * perBlock);
                    }

                    @Override
                    public List<Leaders> leaders(final long[] indices, final float[] vectors) {
                        part.add(indices, vectors);
                        return List.of(part.leaders(5));
                    }
                },
                3_000_000L * perBlock,
                40,
                2_999_999L * perBlock + 7,
                Progress.SILENT);
        assertThat(picks)
                .isEqualTo(Arrays.stream(
                                QuadraticCoreset.select(values, blocks.length * perBlock, 6, 40, 3 * perBlock + 7))
                        .mapToLong(pick -> (long) blocks[pick / perBlock] * perBlock + pick % perBlock)
                        .toArray());
    }

    @Test
    void morePicksThanThereIsRoomForAreRefusedBeforeAnyIsMade() {
        final PartedCoreset.Parts parts = new PartedCoreset.Parts() {
            @Override
            public float[] vector(final long index) {
                return new float[127];
            }

            @Override
            public List<Leaders> leaders(final long[] indices, final float[] vectors) {
                throw new AssertionError("no round is needed");
            }
        };
        assertThatThrownBy(() -> PartedCoreset.select(parts, 1L << 32, 1 << 24, 0, Progress.SILENT))
                .isInstanceOf(BlemishException.class)
                .hasMessageContaining("16,777,216 entries cannot be chosen, and at most 16,777,215 can");
    }

    /** Parts in this JVM, of which some are lost now and then and made again from the points and all picks. */
    private static final class LossyParts implements PartedCoreset.Parts {
        private final FloatMatrix points;
        private final int perBlock;
        private final int count;
        private final Random random;
        private final List<int[]> blocks = new ArrayList<>();
        private final List<CoresetPart> parts = new ArrayList<>();
        private final List<long[]> indices = new ArrayList<>();
        private final List<float[]> vectors = new ArrayList<>();

        private LossyParts(
                final FloatMatrix points, final int perBlock, final int number, final int count, final Random random) {
            this.points = points;
            this.perBlock = perBlock;
            this.count = count;
            this.random = random;
            final int[] home = random.ints(points.rows() / perBlock, 0, number).toArray();
            for (int p = 0; p < number; p++) {
                final int part = p;
                final int[] own = IntStream.range(0, home.length)
                        .filter(block -> home[block] == part)
                        .toArray();
                if (own.length > 0) {
                    blocks.add(own);
                    parts.add(part(own));
                }
            }
        }

        private CoresetPart part(final int[] own) {
            return new CoresetPart(points.blocks(own, perBlock), own, perBlock, count, ONE);
        }

        @Override
        public float[] vector(final long index) {
            return points.row((int) index);
        }

        @Override
        public List<Leaders> leaders(final long[] freshIndices, final float[] freshVectors) {
            indices.add(freshIndices);
            vectors.add(freshVectors);
            final List<Leaders> said = new ArrayList<>();
            for (int p = 0; p < parts.size(); p++) {
                if (random.nextInt(4) == 0) {
                    parts.set(p, part(blocks.get(p)));
                    for (int round = 0; round < indices.size() - 1; round++) {
                        parts.get(p).add(indices.get(round), vectors.get(round));
                    }
                }
                parts.get(p).add(freshIndices, freshVectors);
                said.add(parts.get(p).leaders(1 + random.nextInt(20)));
            }
            return said;
        }
    }
}
