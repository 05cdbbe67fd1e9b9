package io.blemish.detector.views;

import io.blemish.embedding.PatchFunction;
import io.blemish.embedding.Patches;

/**
 * Takes a view's part of the patches of training pictures.
 *
 * @param view what it takes
 * @param fineHeight rows of the finest grid
 * @param fineWidth columns of the finest grid
 */
record LayerPatches(View view, int fineHeight, int fineWidth) implements PatchFunction<Patches> {
    @Override
    public Patches apply(final Patches patches) {
        return view.of(patches, fineHeight, fineWidth);
    }
}
