/** SubspaceAD (Lendering, Akdag and Bondarev): the distance to the subspace in which normal patches vary. */
@NullMarked
package io.blemish.detector.subspace;

import org.jspecify.annotations.NullMarked;
