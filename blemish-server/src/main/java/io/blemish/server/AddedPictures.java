package io.blemish.server;

import io.blemish.PictureException;
import io.blemish.server.fits.FitPicture;
import io.blemish.server.fits.FitPictures;
import io.blemish.server.http.ProblemException;
import io.blemish.server.http.ProblemKind;
import java.util.ArrayList;
import java.util.List;

/** Adds the pictures of one request to a fit, and remembers what became of each. */
final class AddedPictures implements ZipPictures.Receiver {
    /** After so many files that are no pictures, a request is not what it should be. */
    private static final int MOST_REFUSED = 100;

    private final FitPictures pictures;
    private final String fit;
    private final List<FitPicture> added = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    AddedPictures(final FitPictures pictures, final String fit) {
        this.pictures = pictures;
        this.fit = fit;
    }

    /** {@code RefusedPicture} in openapi.yaml. */
    record Refused(String name, String reason) {}

    @Override
    public void take(final SentPicture picture) {
        final String name = picture.name().orElse("picture");
        try {
            added.add(pictures.add(fit, name, picture.bytes()).orElseThrow(FitRoutes::unknown));
        } catch (final PictureException e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void refuse(final String name, final String reason) {
        refused.add(new Refused(name, reason));
        if (refused.size() > MOST_REFUSED) {
            throw new ProblemException(
                    ProblemKind.NOT_A_PICTURE,
                    "More than " + MOST_REFUSED + " of the files cannot be used, so no more were read. The first: "
                            + reason);
        }
    }

    /** The pictures that were added. */
    List<FitPicture> added() {
        return added;
    }

    /** The others. */
    List<Refused> refused() {
        return refused;
    }

    /**
     * Checks that there was a picture.
     *
     * @throws ProblemException if there was none
     */
    void requireAny() {
        if (added.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.NOT_A_PICTURE,
                    refused.isEmpty()
                            ? "There is no picture in it."
                            : refused.get(0).reason());
        }
    }
}
