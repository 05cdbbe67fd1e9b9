/** Several detectors, each on a network of its own, whose scores are averaged. */
@NullMarked
package io.blemish.detector.ensemble;

import org.jspecify.annotations.NullMarked;
