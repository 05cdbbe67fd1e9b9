/** Thresholds learned from held-out good pictures. */
@NullMarked
package io.blemish.calibration;

import org.jspecify.annotations.NullMarked;
