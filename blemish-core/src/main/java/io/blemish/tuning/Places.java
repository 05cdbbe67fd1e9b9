package io.blemish.tuning;

import io.blemish.image.BitMask;
import io.blemish.image.Preprocessing;
import io.blemish.image.Size;
import java.util.Optional;
import java.util.SplittableRandom;

/** Where a defect may be drawn: where pictures are inspected. */
final class Places {
    /** Finer than any mask that a model keeps. */
    private static final int GRID = 512;

    /** Enough for a mask that leaves a hundredth of the picture; after so many draws any place will do. */
    private static final int DRAWS = 1000;

    private final Optional<BitMask> inspected;

    private Places(final Optional<BitMask> inspected) {
        this.inspected = inspected;
    }

    /** A place in a picture, in pixels from its upper left corner. */
    record Place(int x, int y) {}

    static Places of(final Preprocessing preprocessing) {
        return new Places(preprocessing
                .mask()
                .map(mask -> mask.inInput(Preprocessing.squash(GRID).placement(new Size(GRID, GRID)))));
    }

    Place draw(final Size picture, final SplittableRandom random) {
        Place place = anywhere(picture, random);
        for (int i = 0; i < DRAWS && !inspected(place, picture); i++) {
            place = anywhere(picture, random);
        }
        return place;
    }

    private static Place anywhere(final Size picture, final SplittableRandom random) {
        return new Place(random.nextInt(picture.width()), random.nextInt(picture.height()));
    }

    private boolean inspected(final Place place, final Size picture) {
        return inspected.isEmpty()
                || inspected.get().at((int) ((long) place.x() * GRID / picture.width()), (int)
                        ((long) place.y() * GRID / picture.height()));
    }
}
