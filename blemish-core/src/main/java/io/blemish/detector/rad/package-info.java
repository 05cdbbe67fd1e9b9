/** RAD: the nearest patches around the same place in the most similar normal pictures. */
@NullMarked
package io.blemish.detector.rad;

import org.jspecify.annotations.NullMarked;
