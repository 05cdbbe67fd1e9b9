package io.blemish.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.blemish.metric.Curve.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveBuilderTest {
    @ParameterizedTest
    @ValueSource(ints = {4, 10, 100, 400})
    void aThinnedRisingCurveIsNearTheWholeCurve(final int most) {
        for (long seed = 0; seed < 20; seed++) {
            final Curve curve = risingCurve(new Random(seed), 5000);
            final Curve thin = thinned(curve, most);
            assertThat(thin.points()).hasSizeLessThanOrEqualTo(most).isSubsetOf(curve.points());
            assertThat(thin.points().get(0)).isEqualTo(curve.points().get(0));
            assertThat(thin.points().get(thin.points().size() - 1))
                    .isEqualTo(curve.points().get(curve.points().size() - 1));
            for (final Point point : curve.points()) {
                assertThat(thin.points()).anyMatch(kept -> near(kept, point, 8.0 / most));
            }
        }
    }

    private static boolean near(final Point one, final Point other, final double tolerance) {
        return Math.max(Math.abs(one.x() - other.x()), Math.abs(one.y() - other.y())) <= tolerance;
    }

    @Test
    void aCurveThatRisesAndFallsIsThinnedToo() {
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 10_000; i++) {
            points.add(new Point(i / 10_000.0, i % 2, -i));
        }
        final Curve thin = thinned(new Curve(points), 50);
        assertThat(thin.points()).hasSizeBetween(2, 50);
        assertThat(thin.points().get(0)).isEqualTo(points.get(0));
        assertThat(thin.points().get(thin.points().size() - 1)).isEqualTo(points.get(10_000));
    }

    @Test
    void bothEndsOfALongStraightPartAreKept() {
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            points.add(new Point(0, i * 0.7e-3, 2000 - i));
        }
        for (int i = 0; i < 1000; i++) {
            points.add(new Point(0.9, 0.71 + i * 1e-5, 1000 - i));
        }
        assertThat(thinned(new Curve(points), 40).points()).contains(points.get(999), points.get(1000));
    }

    @Test
    void aShortCurveIsNotThinned() {
        final Curve curve = risingCurve(new Random(1), 30);
        assertThat(thinned(curve, curve.points().size() + 1)).isEqualTo(curve);
        assertThat(thinned(new Curve(List.of()), 10).points()).isEmpty();
    }

    @Test
    void fewerThanFourPointsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CurveBuilder.thinning(3));
    }

    @Test
    void aCurveGivesItsCoordinates() {
        final Curve curve = new Curve(List.of(new Point(0, 0.1, 2), new Point(0.5, 0.7, 1)));
        assertThat(curve.x()).containsExactly(0, 0.5);
        assertThat(curve.y()).containsExactly(0.1, 0.7);
    }

    private static Curve thinned(final Curve curve, final int most) {
        final CurveBuilder builder = CurveBuilder.thinning(most);
        curve.points().forEach(point -> builder.add(point.x(), point.y(), point.threshold()));
        return builder.build();
    }

    private static Curve risingCurve(final Random random, final int count) {
        final List<Point> points = new ArrayList<>();
        double x = 0;
        double y = 0;
        points.add(new Point(0, 0, Float.POSITIVE_INFINITY));
        for (int i = 0; i < count && x < 1 && y < 1; i++) {
            final double step = random.nextInt(50) == 0 ? 0.05 : 1.0 / count;
            if (random.nextDouble() < 1 - y * 0.8) {
                y = Math.min(1, y + step * random.nextDouble());
            } else {
                x = Math.min(1, x + step * random.nextDouble());
            }
            points.add(new Point(x, y, -i));
        }
        points.add(new Point(1, 1, Float.NEGATIVE_INFINITY));
        return new Curve(points);
    }
}
