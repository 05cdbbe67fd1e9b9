/** Heat maps and overlays: an anomaly map as a picture. */
@NullMarked
package io.blemish.prediction.drawing;

import org.jspecify.annotations.NullMarked;
