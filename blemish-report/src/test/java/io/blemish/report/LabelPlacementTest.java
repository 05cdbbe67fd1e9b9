package io.blemish.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.blemish.report.LabelPlacement.Label;
import io.blemish.report.LabelPlacement.Point;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
    private static final Rectangle2D BOUNDS = new Rectangle2D.Double(0, 0, 800, 400);

    @Test
    void aSingleLabelIsDirectlyBesideItsPoint() {
        final Label label =
                LabelPlacement.of(BOUNDS, List.of(new Point(400, 200, 7, 100))).get(0);
        assertThat(label.box().getMinX()).isEqualTo(410);
        assertThat(label.box().getCenterY()).isEqualTo(200);
        assertThat(label.leader()).isEmpty();
    }

    @Test
    void aLabelIsOnTheLeftIfThereIsNoRoomOnTheRight() {
        final Label label =
                LabelPlacement.of(BOUNDS, List.of(new Point(750, 200, 7, 100))).get(0);
        assertThat(label.before()).isTrue();
        assertThat(label.box().getMaxX()).isEqualTo(740);
    }

    @Test
    void labelsDoNotCoverPointsOrLabelsAndStayInTheBounds() {
        for (long seed = 0; seed < 50; seed++) {
            final Random random = new Random(seed);
            final List<Point> points = new ArrayList<>();
            for (int i = 0; i < 14; i++) {
                points.add(new Point(200 + 300 * random.nextDouble(), 150 + 40 * random.nextDouble(), 7, 120));
            }
            final List<Label> labels = LabelPlacement.of(BOUNDS, points);
            assertThat(labels).hasSameSizeAs(points);
            for (int i = 0; i < labels.size(); i++) {
                final Rectangle2D box = labels.get(i).box();
                assertThat(BOUNDS.contains(box)).isTrue();
                for (int other = 0; other < labels.size(); other++) {
                    final Point point = points.get(other);
                    assertThat(box.intersects(point.x() - 7, point.y() - 7, 14, 14))
                            .as("seed %d, label %d on point %d", seed, i, other)
                            .isFalse();
                    assertThat(other != i && box.intersects(labels.get(other).box()))
                            .as("seed %d, label %d on label %d", seed, i, other)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aLeaderJoinsADistantLabelToItsPoint() {
        final Point point = new Point(400, 200, 7, 100);
        final List<Label> labels = LabelPlacement.of(BOUNDS, List.of(point, point, point));
        assertThat(labels.stream().filter(label -> label.leader().isPresent())).hasSize(1);
        labels.stream()
                .flatMap(label -> label.leader().stream())
                .forEach(leader -> assertThat(leader.getP1()).isEqualTo(new Point2D.Double(400, 200)));
    }

    @Test
    void leadersSeldomCrossLabels() {
        int crossings = 0;
        for (long seed = 0; seed < 100; seed++) {
            final Random random = new Random(seed);
            final List<Point> points = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                points.add(new Point(350 + 60 * random.nextDouble(), 180 + 40 * random.nextDouble(), 7, 120));
            }
            crossings += crossings(LabelPlacement.of(BOUNDS, points));
        }
        // With one round there would be 13, and 30 if crossings were not counted.
        assertThat(crossings).isLessThanOrEqualTo(5);
    }

    private static int crossings(final List<Label> labels) {
        int crossings = 0;
        for (int i = 0; i < labels.size(); i++) {
            for (int other = 0; other < labels.size(); other++) {
                final Rectangle2D box = labels.get(other).box();
                crossings += other != i
                                && labels.get(i)
                                        .leader()
                                        .filter(box::intersectsLine)
                                        .isPresent()
                        ? 1
                        : 0;
            }
        }
        return crossings;
    }

    @Test
    void placesLabelsEvenIfThereIsNoRoom() {
        final Rectangle2D small = new Rectangle2D.Double(0, 0, 50, 20);
        assertThat(LabelPlacement.of(small, List.of(new Point(25, 10, 7, 100)))).hasSize(1);
    }
}
