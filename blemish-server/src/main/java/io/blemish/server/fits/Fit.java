package io.blemish.server.fits;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A fit as it is now.
 *
 * @param id its identifier
 * @param created when it was begun
 * @param state how far it has come
 * @param pictures by name
 * @param masked whether only a part of the pictures is inspected
 * @param settings of the last start, or those that it was begun with; empty if there are none
 * @param progress of a running fit, as soon as there is any
 * @param problem why it failed, in one sentence
 * @param result what came of it, if it is done
 */
public record Fit(
        String id,
        Instant created,
        FitState state,
        List<FitPicture> pictures,
        boolean masked,
        Optional<FitSettings> settings,
        Optional<FitProgress> progress,
        Optional<String> problem,
        Optional<FitResult> result) {
    /** Copies the list. */
    public Fit {
        pictures = List.copyOf(pictures);
    }

    static Fit draft(final String id, final Instant created, final Optional<FitSettings> settings) {
        return new Fit(
                id,
                created,
                FitState.DRAFT,
                List.of(),
                false,
                settings,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A picture of the fit. */
    public Optional<FitPicture> picture(final String picture) {
        return pictures.stream().filter(one -> one.id().equals(picture)).findFirst();
    }

    Fit withPictures(final List<FitPicture> others) {
        return new Fit(
                id,
                created,
                state,
                others.stream().sorted(Comparator.comparing(FitPicture::name)).toList(),
                masked,
                settings,
                progress,
                problem,
                result);
    }

    Fit withMask(final boolean there) {
        return new Fit(id, created, state, pictures, there, settings, progress, problem, result);
    }

    Fit withProgress(final FitProgress now) {
        return new Fit(id, created, state, pictures, masked, settings, Optional.of(now), problem, result);
    }

    Fit started(final FitSettings how) {
        return new Fit(
                id,
                created,
                FitState.WAITING,
                pictures,
                masked,
                Optional.of(how),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Fit running() {
        return in(FitState.RUNNING);
    }

    Fit cancelled() {
        return in(FitState.CANCELLED);
    }

    private Fit in(final FitState other) {
        return new Fit(id, created, other, pictures, masked, settings, Optional.empty(), Optional.empty(), result);
    }

    Fit failed(final String sentence) {
        return new Fit(
                id,
                created,
                FitState.FAILED,
                pictures,
                masked,
                settings,
                Optional.empty(),
                Optional.of(sentence),
                result);
    }

    Fit done(final FitResult came) {
        return new Fit(
                id,
                created,
                FitState.DONE,
                pictures,
                masked,
                settings,
                Optional.empty(),
                Optional.empty(),
                Optional.of(came));
    }
}
