/** Detectors: what turns a picture's patches into distances from the normal. */
@NullMarked
package io.blemish.detector;

import org.jspecify.annotations.NullMarked;
