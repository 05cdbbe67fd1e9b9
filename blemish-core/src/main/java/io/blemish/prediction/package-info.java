/** Verdicts: score, threshold, anomaly map and regions of one picture. */
@NullMarked
package io.blemish.prediction;

import org.jspecify.annotations.NullMarked;
