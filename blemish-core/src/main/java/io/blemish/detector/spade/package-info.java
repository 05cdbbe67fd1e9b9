/** SPADE (Cohen and Hoshen): distances to the patches of the most similar normal pictures. */
@NullMarked
package io.blemish.detector.spade;

import org.jspecify.annotations.NullMarked;
