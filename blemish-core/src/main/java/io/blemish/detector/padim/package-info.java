/** PaDiM (Defard et al.): Mahalanobis distances to a normal distribution at each position. */
@NullMarked
package io.blemish.detector.padim;

import org.jspecify.annotations.NullMarked;
