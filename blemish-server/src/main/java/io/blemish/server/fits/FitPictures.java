package io.blemish.server.fits;

import io.blemish.BlemishException;
import io.blemish.ErrorCode;
import io.blemish.ResourceException;
import io.blemish.image.ImageDecoder;
import io.blemish.image.InspectionMask;
import io.blemish.image.Picture;
import io.blemish.image.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The pictures of fits and their masks: each is checked before it is kept. Safe for use by many threads. */
public final class FitPictures {
    /** So many pictures may be in a fit: more than a model gains by. */
    public static final int MOST = 2000;

    /** Kept free for the history, and for what a fit writes while it runs. */
    private static final long RESERVE = 1L << 30;

    private final Fits fits;
    private final PictureCheck check;

    /**
     * The pictures of some fits.
     *
     * @param fits that they belong to
     * @param decoder with the limits of pictures
     */
    public FitPictures(final Fits fits, final ImageDecoder decoder) {
        this.fits = fits;
        this.check = new PictureCheck(decoder);
    }

    /**
     * Adds a picture of a good part.
     *
     * @param fit the identifier of a fit
     * @param name the sender's name for the picture; another one is taken if the fit has it already
     * @param content an image file
     * @return what was found; empty if there is no such fit
     * @throws io.blemish.PictureException if it is no picture or above a limit
     * @throws FitConflict if the fit is under way or full
     * @throws BlemishException if the disk is full
     */
    public Optional<FitPicture> add(final String fit, final String name, final byte[] content) {
        if (fits.find(fit).isEmpty()) {
            return Optional.empty();
        }
        final FitPicture checked = check.of(name, content);
        final Optional<Fit> after = fits.edit(fit, before -> with(before, checked, content));
        return after.flatMap(now -> now.picture(checked.id()));
    }

    private Fit with(final Fit fit, final FitPicture checked, final byte[] content) {
        if (fit.pictures().size() >= MOST) {
            throw new FitConflict("A fit takes up to " + MOST + " pictures, and this one has so many.");
        }
        final FitPicture picture = checked.named(unused(names(fit), checked.name()));
        final FitFolder files = fits.files(fit);
        requireRoom(files, content.length);
        files.write(picture, content);
        final List<FitPicture> all = new ArrayList<>(fit.pictures());
        all.add(picture);
        return fit.withPictures(all);
    }

    private static Set<String> names(final Fit fit) {
        return fit.pictures().stream().map(FitPicture::name).collect(Collectors.toSet());
    }

    /** A name that is not taken, the given one if possible. */
    static String unused(final Set<String> taken, final String name) {
        String unused = name;
        for (int i = 2; taken.contains(unused); i++) {
            unused = name + " (" + i + ")";
        }
        return unused;
    }

    private static void requireRoom(final FitFolder files, final int bytes) {
        try {
            if (files.usableSpace() < RESERVE + bytes) {
                throw new ResourceException(
                        ErrorCode.FILE_UNUSABLE,
                        "The server's disk has no room for more pictures. Delete fits that are not needed any more.");
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a picture out of a fit.
     *
     * @return whether there was such a picture
     * @throws FitConflict if the fit is under way
     */
    public boolean remove(final String fit, final String picture) {
        final AtomicBoolean found = new AtomicBoolean();
        fits.edit(fit, before -> {
            final Optional<FitPicture> gone = before.picture(picture);
            gone.ifPresent(fits.files(before)::delete);
            found.set(gone.isPresent());
            return before.withPictures(before.pictures().stream()
                    .filter(one -> !one.id().equals(picture))
                    .toList());
        });
        return found.get();
    }

    /** The file of a picture as it was sent; empty if there is none. */
    public Optional<byte[]> content(final String fit, final String picture) {
        return fits.find(fit)
                .flatMap(found -> found.picture(picture)
                        .flatMap(one -> read(fits.files(found).picture(one))));
    }

    /** The picture of a fit's mask as it was sent; empty if there is none. */
    public Optional<byte[]> mask(final String fit) {
        return fits.find(fit).flatMap(found -> read(fits.files(found).mask()));
    }

    private static Optional<byte[]> read(final Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (final NoSuchFileException e) {
            return Optional.empty();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Says which part of the pictures is inspected.
     *
     * @param fit the identifier of a fit
     * @param name the sender's name for the picture of the mask
     * @param content an image file that is black where nothing is inspected
     * @return whether there is such a fit
     * @throws BlemishException if it is no picture, nothing is inspected, or it has other proportions than the pictures
     * @throws FitConflict if the fit is under way
     */
    public boolean setMask(final String fit, final String name, final byte[] content) {
        final Optional<InspectionMask> mask = InspectionMask.read(Picture.of(name, content));
        if (mask.isEmpty()) {
            return removeMask(fit);
        }
        final Optional<Fit> edited = fits.edit(fit, before -> {
            before.pictures().stream()
                    .findFirst()
                    .ifPresent(one -> mask.get().requireProportions(new Size(one.width(), one.height())));
            fits.files(before).writeMask(content);
            return before.withMask(true);
        });
        return edited.isPresent();
    }

    /**
     * Has all of the pictures inspected again.
     *
     * @return whether there is such a fit
     * @throws FitConflict if the fit is under way
     */
    public boolean removeMask(final String fit) {
        final Optional<Fit> edited = fits.edit(fit, before -> {
            fits.files(before).deleteMask();
            return before.withMask(false);
        });
        return edited.isPresent();
    }
}
