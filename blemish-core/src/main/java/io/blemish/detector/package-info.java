/**
 * Detectors turn a picture's patches into distances from the normal. Each has a package of its own, with its options, its
 * trainer, its description in a model file and the detector itself; {@link io.blemish.detector.Detectors} lists them.
 */
@NullMarked
package io.blemish.detector;

import org.jspecify.annotations.NullMarked;
