package io.blemish.spark;

import io.blemish.detector.patchcore.coreset.CoresetPart;
import io.blemish.detector.patchcore.coreset.Leaders;
import io.blemish.parallel.Workers;
import java.io.Serializable;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.spark.broadcast.Broadcast;

/**
 * One round of a coreset on one partition. What a partition knows stays in its JVM from round to round; where it is lost, with an
 * executor or for want of memory, it is made again of the partition's points and all picks.
 *
 * @param coreset names the coreset
 * @param pictures whose points are chosen from, ascending
 * @param count how many picks there will be
 * @param most how many points a partition may name
 * @param rounds the picks of all rounds so far
 */
record CoresetRound(
        String coreset, Broadcast<int[]> pictures, int count, int most, ArrayList<Broadcast<PickedPoints>> rounds)
        implements Serializable {
    private static final ConcurrentMap<Integer, Known> KNOWN = new ConcurrentHashMap<>();
    private static final Workers ON_THE_TASKS_THREAD = new Workers(1);

    /**
     * Picks of one round.
     *
     * @param indices their numbers among all points
     * @param vectors of the picks, one after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record PickedPoints(long[] indices, float[] vectors) implements Serializable {}

    /** What a partition knows of a coreset. */
    private record Known(String coreset, SoftReference<CoresetPart> part) {}

    /** What the partition says; nothing if none of the pictures lies in it. */
    Iterator<Leaders> run(final int partition, final Iterator<ProjectedPart> projected) {
        final ProjectedPart here = projected.next();
        // Spark keeps a partition's lock until it has seen the end.
        projected.forEachRemaining(further -> {});
        final Optional<CoresetPart> known = Optional.ofNullable(KNOWN.get(partition))
                .filter(there -> there.coreset().equals(coreset))
                .map(there -> there.part().get());
        final Optional<CoresetPart> part = known.isPresent() ? known : make(partition, here);
        return part.map(there -> List.of(leaders(there)).iterator())
                .orElseGet(() -> List.<Leaders>of().iterator());
    }

    private Optional<CoresetPart> make(final int partition, final ProjectedPart projected) {
        final int[] positions = projected.positions(pictures.value());
        if (positions.length == 0) {
            return Optional.empty();
        }
        final int[] slots =
                Arrays.stream(positions).map(at -> pictures.value()[at]).toArray();
        final var points = projected.points(slots);
        final CoresetPart part =
                new CoresetPart(points, positions, points.rows() / positions.length, count, ON_THE_TASKS_THREAD);
        KNOWN.put(partition, new Known(coreset, new SoftReference<>(part)));
        return Optional.of(part);
    }

    private Leaders leaders(final CoresetPart part) {
        // A task that runs twice at once waits for its twin.
        synchronized (part) {
            int heard = 0;
            for (final Broadcast<PickedPoints> round : rounds) {
                if (heard >= part.picks()) {
                    part.add(round.value().indices(), round.value().vectors());
                }
                heard += round.value().indices().length;
            }
            return part.leaders(most);
        }
    }
}
