package io.blemish.server.fits;

import io.blemish.model.Model;
import io.blemish.model.ModelChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an update takes up of the pictures of a fit. People send pictures that the model knows again, such as all that are
 * labelled good; one that counts twice would promise fewer false alarms than there will be.
 *
 * @param added the pictures that the model takes up, each under a name that it does not have
 * @param leftOut sentences about the others
 */
record UpdatePlan(List<FitPicture> added, List<String> leftOut) {
    /** Copies the lists. */
    UpdatePlan {
        added = List.copyOf(added);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * Compares pictures with those that a model knows.
     *
     * @param model that is to be updated
     * @param forgotten names of the pictures that it forgets
     * @param pictures of a fit
     */
    static UpdatePlan of(final Model model, final Set<String> forgotten, final List<FitPicture> pictures) {
        final Set<String> names = new HashSet<>(model.description().training().pictures());
        names.removeAll(forgotten);
        final Set<String> fitted = new HashSet<>(names);
        final Map<String, String> known = ModelChange.contents(model.changes());
        known.keySet().retainAll(names);
        fitted.removeAll(known.keySet());
        return new Comparison(names, fitted, new HashSet<>(known.values())).of(pictures);
    }

    /**
     * A comparison; it takes up the pictures that it lets through.
     *
     * @param names that are taken
     * @param fitted those of the pictures of the fit, whose contents the model does not remember
     * @param known the hashes of the others
     */
    private record Comparison(Set<String> names, Set<String> fitted, Set<String> known) {
        UpdatePlan of(final List<FitPicture> pictures) {
            final List<FitPicture> added = new ArrayList<>();
            final List<String> leftOut = new ArrayList<>();
            for (final FitPicture picture : pictures) {
                if (known.contains(picture.sha256())) {
                    leftOut.add(
                            picture.name() + " is left out: the model, or this update, has the same picture already.");
                } else if (fitted.contains(picture.name())) {
                    leftOut.add(picture.name() + " is left out: the model was fitted to a picture of this name. If it"
                            + " is another one, add it under another name.");
                } else {
                    final FitPicture taken = picture.named(FitPictures.unused(names, picture.name()));
                    names.add(taken.name());
                    known.add(taken.sha256());
                    added.add(taken);
                }
            }
            return new UpdatePlan(added, leftOut);
        }
    }
}
