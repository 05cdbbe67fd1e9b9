/** Draws anomaly maps: as heat maps, as overlays on the picture, and the true defect beside them. */
@NullMarked
package io.blemish.prediction.drawing;

import org.jspecify.annotations.NullMarked;
